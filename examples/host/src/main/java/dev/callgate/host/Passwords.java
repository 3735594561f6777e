package dev.callgate.host;

import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
public final class Passwords {
    private static final String HIDDEN = "****";

    /** A parameter of a JDBC URL, as H2 and PostgreSQL write it: {@code ;PASSWORD=...} and {@code &password=...}. */
    private static final Pattern PARAMETER = Pattern.compile("(?i)([?&;][^=?&;]*(?:password|pwd)=)[^&;]*");

    /** {@code //user:password@host}, which drivers of other databases take. */
    private static final Pattern BEFORE_HOST = Pattern.compile("(//[^/:@\\s]*:)[^/\\s]*@");

    private Passwords() {}

    /** Returns a JDBC URL, or a text that ends with one, with its passwords made unreadable. */
    public static String hide(String text) {
        String hidden = PARAMETER.matcher(text).replaceAll("$1" + HIDDEN);
        return BEFORE_HOST.matcher(hidden).replaceAll("$1" + HIDDEN + "@");
    }
}
