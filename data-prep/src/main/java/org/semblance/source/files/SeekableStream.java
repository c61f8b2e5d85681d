package org.semblance.source.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file on any Hadoop file system as the channel that a zip reader wants. */
final class SeekableStream implements SeekableByteChannel {

  private final FSDataInputStream stream;
  private final long size;
  private boolean open = true;

  private SeekableStream(FSDataInputStream stream, long size) {
    this.stream = stream;
    this.size = size;
  }

  static SeekableStream open(Path file, Configuration hadoop) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    LocalFiles.requireRegular(files.makeQualified(file).toUri());
    return new SeekableStream(files.open(file), files.getFileStatus(file).getLen());
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    byte[] bytes = new byte[destination.remaining()];
    int got = stream.read(bytes, 0, bytes.length);
    destination.put(bytes, 0, Math.max(got, 0));
    return got;
  }

  @Override
  public long position() throws IOException {
    return stream.getPos();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    stream.seek(position);
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    stream.close();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }
}
