/** The Parquet tables: schema, column names and row conversion, each written once. */
@NullMarked
package org.semblance.table;

import org.jspecify.annotations.NullMarked;
