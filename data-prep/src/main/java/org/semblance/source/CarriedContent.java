package org.semblance.source;

import java.io.IOException;

/** Images whose bytes came with their rows. */
public record CarriedContent() implements ImageContent {

  @Override
  public ContentReader open(long maxBytes) {
    return new ContentReader() {
      @Override
      public byte[] read(SourceImage image) throws IOException {
        if (!(image.place() instanceof Place.Carried carried)) {
          throw new IllegalStateException(image.location() + " came without its bytes");
        }
        BoundedReads.requireBytes(carried.bytes(), maxBytes);
        return carried.content();
      }

      @Override
      public void close() {}
    };
  }
}
