package dev.callgate.call;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * What a caller wants to be connected to, understood once. Immutable, so that it may be parsed once and asked about
 * often.
 *
 * <p>Understood are, with or without a region:
 *
 * <ul>
 *   <li>numbers with the separators that people write: {@code +1 (202) 555-0123};
 *   <li>{@code tel} URIs (RFC 3966): {@code tel:+1-202-555-0123;ext=45}, {@code tel:2025550123;phone-context=+1};
 *   <li>{@code sip} and {@code sips} URIs (RFC 3261), whose user part is the number: {@code
 *       sip:+12025550123@example.com;user=phone}; also without the scheme, {@code +12025550123@example.com}; and with a display
 *       name, {@code "Bob" <sip:+12025550123@example.com>};
 *   <li>extensions of 1 to 8 digits behind a number: {@code ;ext=45}, {@code x45}, {@code ext 45}, {@code Ext: 45}, {@code extn
 *       45}, {@code extension 45}, {@code (ext 45)}, {@code #45}, or behind the pauses of a dialer, {@code ,45}, {@code ;45},
 *       {@code p45} and {@code w45}; a square sign that ends the extension is not kept;
 *   <li>the kind of a line before or behind a number, as contacts show it: {@code Mobile: +1 202 555 0123}, {@code +1 202 555
 *       0123 (home)};
 *   <li>emergency numbers in any of these forms, also behind a code such as {@code *67}, and the emergency services of RFC 5031:
 *       {@code urn:service:sos.fire}.
 * </ul>
 *
 * <p>Characters that cannot be seen, such as the bidirectional marks around a number copied from a contact, are left out, and
 * quotation marks and brackets around a number too. Two numbers in one text, {@code +49 30 123456/57}, are refused.
 *
 * <p>Other parameters of a URI change nothing. The number of a {@code phone-context} that begins with a plus sign is the
 * context's digits with the local digits behind them. RFC 3966 (section 5.1.5) does not promise that this is a number;
 * it is one only if it is valid. A context that is a domain name means a private numbering plan, in which nobody else can
 * dial.
 */
public sealed interface Destination {
    /**
     * An emergency number, as it is dialed.
     *
     * @param code its digits, {@code 911} or {@code 112}; or a service of RFC 5031, {@code urn:service:sos}
     */
    record Emergency(String code) implements Destination {
        /** Requires the code. */
        public Emergency {
            Objects.requireNonNull(code, "code");
        }
    }

    /**
     * A number that can be dialed.
     *
     * @param e164 the number; it alone is judged
     * @param extension 1 to 8 digits, kept for the host to send after the call is answered; null if there is none
     */
    record Valid(E164 e164, @Nullable String extension) implements Destination {
        /**
         * Requires the number.
         *
         * @throws IllegalArgumentException if the extension is not 1 to 8 digits
         */
        public Valid {
            Objects.requireNonNull(e164, "e164");
            if (extension != null && !NumberAndExtension.isExtension(extension)) {
                throw new IllegalArgumentException(
                        "extension \"%s\": %s".formatted(VisibleText.shown(extension), NumberAndExtension.FORM));
            }
        }

        /** A number without an extension. */
        public Valid(E164 e164) {
            this(e164, null);
        }
    }

    /**
     * A text that is no number, or one that cannot exist.
     *
     * @param text what was asked for
     * @param code {@link Refused.Reason#VANITY_LETTERS}, {@link Refused.Reason#SHORT_CODE}, {@link
     *     Refused.Reason#VERTICAL_SERVICE_CODE} or {@link Refused.Reason#INVALID_DESTINATION}
     * @param problem what is wrong with it, in a sentence that names it
     */
    record Invalid(String text, String code, String problem) implements Destination {
        /** Requires all three. */
        public Invalid {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(problem, "problem");
        }
    }

    /**
     * A text that is not understood yet: the gate will understand it by the region of the organization that calls.
     *
     * @param text what was asked for
     */
    record Unparsed(String text) implements Destination {
        /** Requires the text. */
        public Unparsed {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Understands a destination: an emergency number of any region, or a number in international form. Never throws for
     * what it cannot understand: that is {@link Invalid}. Never returns {@link Unparsed}.
     *
     * <p>An emergency number counts as one wherever it is dialed, since a traveler's 112 must get through too; all of
     * them are short codes, which no number in international form can be mistaken for. The lists are libphonenumber's.
     */
    static Destination parse(String dialed) {
        Objects.requireNonNull(dialed, "destination");
        return parsed(dialed, null);
    }

    /**
     * Understands a destination as people of a region dial it: also in national form, and with the region's prefix for
     * calls abroad. Never throws for what it cannot understand: that is {@link Invalid}. Never returns {@link Unparsed}.
     *
     * <p>Emergency numbers are those of the region, by libphonenumber's lists, and 112 and 911, which every mobile
     * telephone takes for emergency calls wherever it is (3GPP TS 22.101, clause 10.1).
     *
     * @param region an ISO 3166-1 code of two letters, or {@code 001}, which has no national form
     * @throws IllegalArgumentException if there is no such region
     */
    static Destination parse(String dialed, String region) {
        Objects.requireNonNull(dialed, "destination");
        return parsed(dialed, Regions.require(region));
    }

    private static Destination parsed(String dialed, @Nullable String region) {
        if (!DestinationParser.isPlusAndDigits(dialed)) {
            return new DestinationParser(dialed, region).parse();
        }
        try {
            return new Valid(E164.parse(dialed));
        } catch (InvalidNumberException e) {
            return new Invalid(dialed, Refused.Reason.INVALID_DESTINATION, e.getMessage());
        }
    }
}
