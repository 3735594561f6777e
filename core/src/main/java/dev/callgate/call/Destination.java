package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.number.E164;
import dev.callgate.number.InvalidNumberException;
import java.util.Objects;

/**
 * What a caller wants to be connected to, understood once. Immutable, so that it may be parsed once and asked about
 * often.
 */
public sealed interface Destination {
    /** An emergency number, as it is dialled: {@code 911}, {@code 112}. */
    record Emergency(String code) implements Destination {
        /** Requires the code. */
        public Emergency {
            Objects.requireNonNull(code, "code");
        }
    }

    /** A number that can be dialled. */
    record Dialable(E164 e164, @jakarta.annotation.Nullable String extension) implements Destination {
        public Dialable(E164 e164) {
            this(e164, null);
        }
        /** Requires the number. */
        public Dialable {
            Objects.requireNonNull(e164, "e164");
        }
    }

    /**
     * A text that is no number, or one that cannot exist.
     *
     * @param text what was asked for
     * @param problem what is wrong with it, in a sentence that names it
     */
    record Undialable(String text, String code, String problem) implements Destination {
        /** Requires both. */
        public Undialable {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(problem, "problem");
        }
    }

    /**
     * Understands a destination: an emergency number of any region, or a number in international form. Never throws for
     * what it cannot understand: that is {@link Undialable}.
     *
     * <p>An emergency number counts as one wherever it is dialled, since a traveller's 112 must get through too; all of
     * them are short codes, which no number in international form can be mistaken for. The lists are libphonenumber's.
     */
    static Destination parse(String dialled) {
        Objects.requireNonNull(dialled, "destination");
        if (EmergencyNumbers.has(dialled)) {
            return new Emergency(PhoneNumberUtil.normalizeDigitsOnly(dialled));
        }
        try {
            return new Dialable(E164.parse(dialled));
        } catch (InvalidNumberException e) {
            return new Undialable(dialled, Refused.Reason.INVALID_DESTINATION, e.getMessage());
        }
    }

    record Dialled(String text) implements Destination {}

    static Destination parse(String d, String region) {
        return parse(d);
    }
}
