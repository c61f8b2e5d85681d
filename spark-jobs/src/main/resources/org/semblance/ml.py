"""Semblance for PySpark: spark-submit --jars semblance-jobs.jar --py-files semblance-jobs.jar my.py"""

from pyspark import keyword_only
from pyspark.ml.evaluation import JavaEvaluator
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable


class RetrievalEvaluator(JavaEvaluator, JavaMLReadable, JavaMLWritable):
    """Scores a column of vectors by how well it retrieves: every row is a query against all the others.

    The Java class of the same name does the work and has the defaults; Spark finds each by the other's name.

    >>> evaluator = RetrievalEvaluator(metric="recall@1", idCol="image_id")
    >>> CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=evaluator).fit(images)
    """

    vectorCol = Param(Params._dummy(), "vectorCol", "column of vectors", TypeConverters.toString)
    labelCol = Param(Params._dummy(), "labelCol", "column of labels", TypeConverters.toString)
    idCol = Param(Params._dummy(), "idCol", "column of ids, empty for none", TypeConverters.toString)
    metric = Param(Params._dummy(), "metric", "name of the metric", TypeConverters.toString)
    similarity = Param(Params._dummy(), "similarity", "cosine or l2", TypeConverters.toString)

    @keyword_only
    def __init__(self, *, vectorCol=None, labelCol=None, idCol=None, metric=None, similarity=None):
        super().__init__()
        self._java_obj = self._new_java_obj("org.semblance.ml.RetrievalEvaluator", self.uid)
        self._transfer_params_from_java()
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(self, *, vectorCol=None, labelCol=None, idCol=None, metric=None, similarity=None):
        """Sets those that are given."""
        return self._set(**self._input_kwargs)

    def getVectorCol(self):
        return self.getOrDefault(self.vectorCol)

    def setVectorCol(self, value):
        return self._set(vectorCol=value)

    def getLabelCol(self):
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value):
        return self._set(labelCol=value)

    def getIdCol(self):
        return self.getOrDefault(self.idCol)

    def setIdCol(self, value):
        return self._set(idCol=value)

    def getMetric(self):
        return self.getOrDefault(self.metric)

    def setMetric(self, value):
        """recall@K, map@r, r-precision, mrr, nmi, ami, ari or f1."""
        return self._set(metric=value)

    def getSimilarity(self):
        return self.getOrDefault(self.similarity)

    def setSimilarity(self, value):
        """cosine or l2."""
        return self._set(similarity=value)
