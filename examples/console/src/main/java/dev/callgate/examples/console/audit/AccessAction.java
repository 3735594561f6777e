package dev.callgate.examples.console.audit;

import java.util.Locale;

/** The events of the access log. */
enum AccessAction {
    FIRST_ADMINISTRATOR_ADDED,
    OPERATOR_ADDED,
    ORGANIZATION_ADDED,
    ORGANIZATION_RENAMED,
    ORGANIZATION_CLOSED,
    ORGANIZATION_REOPENED,
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
    AGENT_NAME_ERASED,
    AGENT_ACTIVATED,
    AGENT_DEACTIVATED,
    AGENT_REMOVED,
    CALL_ENDED,
    NUMBERS_CHANGED,
    POLICY_CHANGED,
    DO_NOT_CALL_LIST_LOADED,
    DO_NOT_CALL_LIST_DELETED,
    DO_NOT_CALL_NUMBER_ADDED,
    DO_NOT_CALL_NUMBER_REMOVED,
    RETENTION_APPLIED,
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
