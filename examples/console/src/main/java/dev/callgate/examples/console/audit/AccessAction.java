package dev.callgate.examples.console.audit;

import java.util.Locale;

/** The events of the access log. */
enum AccessAction {
    FIRST_ADMINISTRATOR_ADDED,
    USER_ADDED,
    USER_REMOVED,
    USER_RENAMED,
    PASSWORD_CHANGED,
    PASSWORD_SET,
    TOKEN_ADDED,
    TOKEN_REMOVED,
    LOGGED_IN,
    LOGIN_FAILED,
    LOCKED_OUT,
    LOGGED_OUT,
    AGENT_ADDED,
    AGENT_RENAMED,
    AGENT_REMOVED,
    CALL_ENDED,
    NUMBERS_CHANGED,
    DOWNLOADED;

    /** Returns the name in the table, in answers, and in the log. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether an operator should look at it. */
    boolean isWarning() {
        return this == LOGIN_FAILED || this == LOCKED_OUT;
    }
}
