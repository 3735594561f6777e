package dev.callgate.examples.console.request;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallQuery.State;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What calls are searched by, as it was entered. A wrong value is a {@link Problem} with the name of its field.
 *
 * @param day the day on which they count; without it, today, or all days if a destination is given
 * @param agent the ID of the agent
 * @param number the number that they were placed from
 * @param to the number that was called
 * @param state {@code open}, {@code released}, {@code completed}, or the result of the call
 * @param attribute a name and a value, such as {@code campaign=spring}
 */
public record CallSearch(
        @Nullable String day,
        @Nullable String agent,
        @Nullable String number,
        @Nullable String to,
        @Nullable String state,
        @Nullable String attribute) {
    /** Searches for nothing in particular. */
    public static final CallSearch ALL = new CallSearch(null, null, null, null, null, null);

    /** Returns whether anything except the day is searched for. */
    public boolean isFiltered() {
        return agent != null || number != null || to != null || state != null || attribute != null;
    }

    /** Returns the same search among the calls of an agent. */
    public CallSearch withAgent(@Nullable AgentId only) {
        return new CallSearch(day, only == null ? null : only.value(), number, to, state, attribute);
    }

    /**
     * Returns the query.
     *
     * @param today the organization's current day
     * @param kept how the organization keeps callees
     */
    public CallQuery query(OrganizationId organization, LocalDate today, CalleePrivacy kept) {
        CallQuery query = days(organization, today, kept);
        if (agent != null) {
            query = query.agent(agentId(agent));
        }
        if (number != null) {
            query = query.number(e164("number", number));
        }
        if (attribute != null) {
            query = withAttribute(query, attribute);
        }
        return state == null ? query : withState(query, state);
    }

    private CallQuery days(OrganizationId organization, LocalDate today, CalleePrivacy kept) {
        if (to == null) {
            return CallQuery.of(organization, day == null ? today : RequestValues.date("day", day));
        }
        if (!kept.identifiesCallees()) {
            throw Problem.invalid(
                    "to",
                    "destinations are not kept, so no call can be found by one: leave out to, or keep callees in the policy");
        }
        Set<CalleeKey> keys = kept.everyKeyOf(e164("to", to));
        return day == null
                ? CallQuery.to(organization, keys)
                : CallQuery.of(organization, RequestValues.date("day", day)).callee(keys);
    }

    private static AgentId agentId(String text) {
        try {
            return new AgentId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("agent", String.valueOf(e.getMessage()));
        }
    }

    private static E164 e164(String field, String text) {
        try {
            return E164.parse(text);
        } catch (InvalidNumberException e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    private static CallQuery withState(CallQuery query, String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (Arrays.stream(State.values()).anyMatch(each -> each.name().equals(name))) {
            return query.state(State.valueOf(name));
        }
        if (Arrays.stream(Result.values()).anyMatch(each -> each.name().equals(name))) {
            return query.result(Result.valueOf(name));
        }
        throw Problem.invalid(
                "state",
                "state must be one of %s or a result, one of %s, not \"%s\""
                        .formatted(names(State.values()), names(Result.values()), Text.shown(text)));
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.toString(constants).toLowerCase(Locale.ROOT);
    }

    /** Keeps the calls that have an attribute, given as its name and its value. */
    public static CallQuery withAttribute(CallQuery query, String attribute) {
        String[] parts = attribute.split("=", 2);
        try {
            return query.with(parts[0], parts.length == 1 ? "" : parts[1]);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(
                    "attribute",
                    "attribute must be a name and a value such as campaign=spring, not \"%s\": %s"
                            .formatted(Text.shown(attribute), e.getMessage()));
        }
    }

    /** Returns a call ID exactly as it was sent. */
    public static CallId callId(String field, @Nullable String text) {
        if (text == null) {
            throw Problem.missing(field);
        }
        try {
            return new CallId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }
}
