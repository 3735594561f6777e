package dev.callgate.examples.console.audit;

import dev.callgate.model.OrganizationId;
import java.util.Objects;

/**
 * Who did something in an organization.
 *
 * @param name a user's name, or a token's with {@code token:} in front of it, which no user's name holds
 */
public record Actor(OrganizationId organization, String name, Kind kind) {
    /** What kind of actor it is. */
    public enum Kind {
        /** A person, who showed a password. */
        USER,
        /** A machine, which showed a token. */
        TOKEN,
        /** The console itself. */
        SYSTEM,
        /** A client that named a user without proving to be that user. */
        STRANGER
    }

    /** The name of {@link Kind#SYSTEM}, as in the library's audit trail. */
    static final String SYSTEM_NAME = "system";

    private static final String TOKEN_PREFIX = "token:";

    /** Checks that all parts are given. */
    public Actor {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /** Returns a user, by name. */
    public static Actor user(OrganizationId organization, String username) {
        return new Actor(organization, username, Kind.USER);
    }

    /** Returns a token, by the name that it was made with. */
    public static Actor token(OrganizationId organization, String name) {
        return new Actor(organization, TOKEN_PREFIX + name, Kind.TOKEN);
    }

    /** Returns the console itself. */
    public static Actor system(OrganizationId organization) {
        return new Actor(organization, SYSTEM_NAME, Kind.SYSTEM);
    }
}
