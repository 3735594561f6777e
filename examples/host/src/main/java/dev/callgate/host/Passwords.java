package dev.callgate.host;

import java.util.regex.Pattern;

/** Removes passwords from printed text. */
public final class Passwords {
    private static final String HIDDEN = "****";

    /**
     * A parameter of a JDBC URL, as H2 and PostgreSQL write it: {@code ;PASSWORD=...} and {@code &password=...}. All that follows is
     * hidden too: a password may hold {@code &} and {@code ;}, and drivers differ in where it ends.
     */
    private static final Pattern PARAMETER = Pattern.compile("(?is)([?&;][^=?&;]*(?:pass|pwd)[^=?&;]*=).*");

    /**
     * {@code //user:password@host}, which drivers of other databases take. The password may hold every character, so that it ends at the
     * last {@code @} that is not part of a user's name in a parameter.
     */
    private static final Pattern BEFORE_HOST = Pattern.compile("(?is)(//[^:]*:).*(?<![?&;]user=[^?&;]{0,100})@");

    /** A URL whose {@code //name:} no port follows, and then an {@code @}. */
    private static final Pattern USER_INFO = Pattern.compile("(?s)[^/]*//[^:/?;\\[]*:(?!\\d{1,5}(?:[/,?;]|$)).*@.*");

    private Passwords() {}

    /** Returns whether a JDBC URL has a password before its host. */
    static boolean hasPasswordBeforeHost(String url) {
        return USER_INFO.matcher(url).matches();
    }

    /** Returns a JDBC URL, or a text that ends with one, with its passwords made unreadable. */
    public static String hide(String text) {
        String hidden = PARAMETER.matcher(text).replaceFirst("$1" + HIDDEN);
        return BEFORE_HOST.matcher(hidden).replaceFirst("$1" + HIDDEN + "@");
    }
}
