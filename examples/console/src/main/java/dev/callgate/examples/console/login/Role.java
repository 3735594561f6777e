package dev.callgate.examples.console.login;

/** The role of a user or a token in its organization. */
public enum Role {
    /** Manages the organizations, and sees no data of any of them. */
    OPERATOR,
    /** May do everything in its organization. */
    ADMIN,
    /** Reads everything, and changes nothing. */
    MANAGER,
    /** Reads the numbers of one agent and their usage. */
    AGENT,
    /** A dialer, with its token: requests decisions on calls, and reports their outcomes. */
    DIALER;

    /** Returns the name of the authority that Spring Security checks. */
    String authority() {
        return "ROLE_" + name();
    }
}
