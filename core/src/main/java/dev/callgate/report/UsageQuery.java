package dev.callgate.report;

import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which calls to report on, and by what. Immutable.
 *
 * @param organization whose calls
 * @param from the first day, in the organization's zone
 * @param to the last day, the first one or later
 * @param by what each row stands for: each combination that there are calls of; with nothing, one row stands for all
 * @param agent whose calls alone, or null for all agents'
 */
public record UsageQuery(
        OrganizationId organization,
        LocalDate from,
        LocalDate to,
        Set<Dimension> by,
        @Nullable AgentId agent) {
    /** What calls can be told apart by. */
    public enum Dimension {
        /** The day that they count on. */
        DAY,
        /** Who called. */
        AGENT,
        /** From which number. */
        NUMBER,
        /** The called number's region. */
        COUNTRY
    }

    /**
     * Requires all but the agent.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public UsageQuery {
        Objects.requireNonNull(organization, "organization");
        by = Set.copyOf(by);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a report from %s cannot end on %s, which is earlier".formatted(from, to));
        }
    }

    /** Asks about all calls of some days, both included. */
    public static UsageQuery of(OrganizationId organization, LocalDate from, LocalDate to) {
        return new UsageQuery(organization, from, to, Set.of(), null);
    }

    /** Asks for a row for each of these, or for each combination of several; adds to what was asked by before. */
    public UsageQuery by(Dimension... more) {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(by);
        all.addAll(List.of(more));
        return new UsageQuery(organization, from, to, all, agent);
    }

    /** Asks about the calls of one agent. */
    public UsageQuery agent(AgentId one) {
        return new UsageQuery(organization, from, to, by, Objects.requireNonNull(one, "agent"));
    }
}
