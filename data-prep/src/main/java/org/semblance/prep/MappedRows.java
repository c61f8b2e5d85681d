package org.semblance.prep;

import java.util.Iterator;
import java.util.function.Function;

/** Turns elements into others one by one, without the buffer of a stream's iterator. */
record MappedRows<S, T>(Iterator<S> source, Function<S, T> mapping) implements Iterator<T> {

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public T next() {
    return mapping.apply(source.next());
  }
}
