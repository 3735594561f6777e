package dev.callgate.contract;

import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What happens next in a {@link World}. Agents, numbers, callees, organizations and nodes are named by small numbers, so that any list of
 * steps can be played.
 */
public sealed interface WorldStep {
    /** A step that asks the library for something, at a node and for an organization. */
    sealed interface Operation extends WorldStep {
        int org();

        int node();
    }

    /** An operation about the call with an ID. */
    sealed interface OfCall extends Operation {
        int n();

        default CallId callId() {
            return new CallId("c-" + n());
        }
    }

    /** An operation of an administrator on a number. */
    sealed interface OfNumber extends Operation {
        int number();
    }

    /** An agent asks for the n-th call, with its ID or without one; or for another call under that ID. */
    record Call(int org, int node, int n, boolean withId, boolean changed) implements OfCall {
        int agent() {
            return n % 3;
        }

        int callee() {
            return (changed ? n / 3 + 1 : n / 3) % 2;
        }

        String campaign() {
            return n / 6 % 2 == 0 ? "spring" : "autumn";
        }
    }

    record Emergency(int org, int node) implements Operation {}

    record Release(int org, int node, int n) implements OfCall {}

    record Renew(int org, int node, int n) implements OfCall {}

    /** The call ends with a result; an answered one after so many milliseconds of talk time. */
    record Complete(int org, int node, int n, Result result, int millis) implements OfCall {
        CallOutcome outcome() {
            return CallOutcome.of(result, result.isAnswered() ? Duration.ofMillis(millis) : Duration.ZERO);
        }
    }

    record Add(int org, int node, int number) implements OfNumber {}

    record Delete(int org, int node, int number) implements OfNumber {}

    record Activate(int org, int node, int number) implements OfNumber {}

    record Deactivate(int org, int node, int number) implements OfNumber {}

    /** A number rests until so many days after today. */
    record Quarantine(int org, int node, int number, int days) implements OfNumber {}

    record Assign(int org, int node, int number, int agent, int limit, boolean abroad) implements OfNumber {}

    record ChangeTerms(int org, int node, int number, int limit, boolean abroad) implements OfNumber {}

    record Unassign(int org, int node, int number) implements OfNumber {}

    /** All numbers of an agent are moved to another one. */
    record Move(int org, int node, int from, int to) implements Operation {}

    record Reset(int org, int node) implements Operation {}

    record Erase(int org, int node, int callee) implements Operation {}

    /** The calls of all days before the last few are deleted. */
    record Forget(int org, int node, int days) implements Operation {}

    /** Housekeeping deletes the counters that count nothing any more. */
    record KeepHouse(int org, int node) implements Operation {}

    /** An operation during which the store fails, at its n-th access to the data. */
    record Failing(Operation during, WorldFaults.Kind kind, int at) implements WorldStep {}

    /** A limit of the organization's policy; none if {@code most} is 0. */
    record SetLimit(int org, LimitRule.Scope scope, LimitRule.Span span, int most) implements WorldStep {}

    record SetZone(int org, ZoneId zone) implements WorldStep {}

    /** Whether callees rest after they were busy. */
    record SetRest(int org, boolean rests) implements WorldStep {}

    record Pass(Duration time) implements WorldStep {}

    /** Time passes until a boundary of the organization's zone, or until a microsecond before it. */
    record PassUntil(int org, Boundary boundary, boolean before) implements WorldStep {}

    /** A node's clock jumps, forward or back. */
    record Jump(int node, Duration by) implements WorldStep {}

    record StopClock(int node) implements WorldStep {}

    /** A node's clock has the right time again. */
    record CorrectClock(int node) implements WorldStep {}

    /** Where clocks and calendars turn. */
    enum Boundary {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        OFFSET
    }

    /** Returns the Java code of the step. */
    default String code() {
        return "new WorldStep.%s(%s)"
                .formatted(
                        getClass().getSimpleName(),
                        Arrays.stream(getClass().getRecordComponents())
                                .map(this::code)
                                .collect(Collectors.joining(", ")));
    }

    private String code(RecordComponent component) {
        Object value;
        try {
            value = component.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component of a record cannot be read", e);
        }
        if (value instanceof WorldStep step) {
            return step.code();
        } else if (value instanceof Enum<?> constant) {
            Class<?> type = constant.getDeclaringClass();
            Class<?> outer = type.getEnclosingClass();
            return (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName() + "." + constant.name();
        } else if (value instanceof ZoneId) {
            return "ZoneId.of(\"" + value + "\")";
        }
        return value instanceof Duration ? "Duration.parse(\"" + value + "\")" : String.valueOf(value);
    }
}
