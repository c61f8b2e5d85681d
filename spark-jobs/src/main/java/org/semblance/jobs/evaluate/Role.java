package org.semblance.jobs.evaluate;

/** What a row is used for, as bits. */
final class Role {

  static final int NONE = 0;
  static final int QUERY = 1;
  static final int GALLERY = 2;
  static final int BOTH = QUERY | GALLERY;

  private Role() {}

  static boolean isQuery(int role) {
    return (role & QUERY) != 0;
  }

  static boolean isGallery(int role) {
    return (role & GALLERY) != 0;
  }
}
