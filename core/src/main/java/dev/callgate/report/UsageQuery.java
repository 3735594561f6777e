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
 * A query for the calls of a period, with the dimensions of the report. Immutable: the methods return a modified copy.
 *
 * @param organization the organization of the calls
 * @param from the first day, in the organization's time zone
 * @param to the last day, inclusive, not before the first day
 * @param by the dimensions: one row per combination that has calls; without dimensions, one row for all calls
 * @param agent the agent whose calls are reported, or null for all agents
 */
public record UsageQuery(
        OrganizationId organization,
        LocalDate from,
        LocalDate to,
        Set<Dimension> by,
        @Nullable AgentId agent) {
    /** The most values of an attribute whose calls are added up one by one on a day. */
    public static final int MAX_ATTRIBUTE_VALUES = 1_000;

    /** The dimensions of a report. */
    public enum Dimension {
        /** The day on which calls count. */
        DAY,
        /** The agent that placed the calls. */
        AGENT,
        /** The number from which the calls were placed. */
        NUMBER,
        /** The region of the called number. */
        COUNTRY
    }

    /**
     * Validates the values.
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

    /** Returns a query for all calls of a period, including both days. */
    public static UsageQuery of(OrganizationId organization, LocalDate from, LocalDate to) {
        return new UsageQuery(organization, from, to, Set.of(), null);
    }

    /** Adds dimensions to those of this query. */
    public UsageQuery by(Dimension... more) {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(by);
        all.addAll(List.of(more));
        return new UsageQuery(organization, from, to, all, agent);
    }

    /** Keeps only the calls of one agent. */
    public UsageQuery agent(AgentId one) {
        return new UsageQuery(organization, from, to, by, Objects.requireNonNull(one, "agent"));
    }
}
