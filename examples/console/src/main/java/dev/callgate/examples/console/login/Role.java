package dev.callgate.examples.console.login;

/** The role of a user or a token in its organization. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Reads everything, and changes nothing. */
    MANAGER,
    /** Reads the own numbers and their usage. */
    AGENT,
    /** A dialer, with its token: requests decisions on calls, and reports their outcomes. */
    DIALER;

    /** The authority that Spring Security grants it by. */
    public String authority() {
        return "ROLE_" + name();
    }
}
