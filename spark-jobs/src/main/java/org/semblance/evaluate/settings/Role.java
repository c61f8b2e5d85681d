package org.semblance.evaluate.settings;

/** What a row is used for, as bits. */
public final class Role {

  public static final int NONE = 0;
  public static final int QUERY = 1;
  public static final int GALLERY = 2;
  public static final int BOTH = QUERY | GALLERY;

  private Role() {}

  public static boolean isQuery(int role) {
    return (role & QUERY) != 0;
  }

  public static boolean isGallery(int role) {
    return (role & GALLERY) != 0;
  }
}
