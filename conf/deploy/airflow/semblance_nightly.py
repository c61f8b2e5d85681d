"""Nightly training and a gate on its quality, with apache-airflow-providers-apache-spark.

Each stage is idempotent: a task that is cleared and run again skips what its run directory
already holds, and a training that was cut off continues from its last checkpoint.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

HOME = "/opt/semblance"
EXPERIMENT = f"{HOME}/conf/my.yaml"
RUN_DIR = "hdfs:///runs/my-{{ ds }}"

DATA = f"{HOME}/conf/spark/data.conf"
TRAIN = f"{HOME}/conf/spark/train-cpu.conf"


def stage(verb, properties):
    """One verb as a Spark application; its exit code makes the task fail."""
    return SparkSubmitOperator(
        task_id=verb,
        conn_id="spark",
        java_class="org.semblance.jobs.Main",
        application=f"{HOME}/lib/semblance-jobs-0.1.0.jar",
        properties_file=properties,
        name=f"semblance {verb} {{{{ ds }}}}",
        conf={"spark.driver.extraJavaOptions": "--add-modules=jdk.incubator.vector"},
        application_args=[verb, "--config", EXPERIMENT, "--run-dir", RUN_DIR, "--resume"],
    )


with DAG(
    dag_id="semblance_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=5)},
):
    (
        stage("ingest", DATA)
        >> stage("plan", DATA)
        >> stage("train", TRAIN)
        >> stage("embed", DATA)
        >> stage("evaluate", DATA)
        >> stage("report", DATA)
    )
