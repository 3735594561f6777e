package dev.callgate.examples.asterisk;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An answer as channel variables. All of them are set each time, so that none is left over from an earlier call on the same
 * channel; whether the call is allowed comes last, so that a dial plan whose connection breaks has not been told so.
 */
final class DecisionVariables {
    static final String ALLOWED = "CALLGATE_ALLOWED";
    static final String NO = "0";

    private static final String YES = "1";
    private static final String FROM = "CALLGATE_FROM";
    private static final String TO = "CALLGATE_TO";
    private static final String EXTENSION = "CALLGATE_EXTENSION";
    private static final String EMERGENCY = "CALLGATE_EMERGENCY";
    private static final String REPEATED = "CALLGATE_REPEATED";
    private static final String REASON = "CALLGATE_REASON";
    private static final String REASONS = "CALLGATE_REASONS";
    private static final String NEXT = "CALLGATE_NEXT";

    /** Of the name and the number: where either is withheld, Asterisk withholds both. */
    private static final String PRESENTATION = "CALLERID(pres)";

    private DecisionVariables() {}

    static Map<String, String> of(CallDecision decision) {
        return decision instanceof Allowed allowed ? allowed(allowed) : refused((Refused) decision);
    }

    /** A refusal by this host: the gate could not be asked. */
    static Map<String, String> closed(String code) {
        return refused(List.of(code), "");
    }

    private static Map<String, String> refused(Refused refused) {
        List<String> codes = refused.reasons().stream().map(Reason::code).toList();
        return refused(codes, text(refused.nextAllowed()));
    }

    private static Map<String, String> refused(List<String> codes, String next) {
        Map<String, String> values = nothing();
        values.put(REASON, codes.get(0));
        values.put(REASONS, codes.stream().collect(Collectors.joining(",")));
        values.put(NEXT, next);
        values.put(ALLOWED, NO);
        return values;
    }

    /** The line's own number is left to be shown for an emergency call, so that it can be found and called back. */
    private static Map<String, String> allowed(Allowed allowed) {
        Map<String, String> values = nothing();
        E164 from = allowed.from();
        values.put(FROM, text(from));
        values.put(TO, allowed.to());
        values.put(EXTENSION, text(allowed.extension()));
        values.put(EMERGENCY, allowed.isEmergency() ? YES : NO);
        values.put(REPEATED, allowed.repeated() ? YES : NO);
        if (from != null) {
            values.put("CALLERID(num)", from.toString());
            values.put(PRESENTATION, "allowed_passed_screen");
        }
        values.put(ALLOWED, YES);
        return values;
    }

    private static Map<String, String> nothing() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String each : List.of(FROM, TO, EXTENSION, REASON, REASONS, NEXT)) {
            values.put(each, "");
        }
        values.put(EMERGENCY, NO);
        values.put(REPEATED, NO);
        return values;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
