package dev.callgate.examples.console.login;

/** What somebody may do in their organization. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Reads everything, and changes nothing. */
    MANAGER,
    /** Reads the own numbers and their usage. */
    AGENT,
    /** Asks before calls, and tells how they went: a machine, by its token. */
    DIALER;

    /** The authority that Spring Security grants it by. */
    public String authority() {
        return "ROLE_" + name();
    }
}
