package dev.callgate.call;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * The destination of a call. Immutable and thread-safe: parse it once and use it for any number of requests.
 *
 * <p>The following forms are accepted, with or without a region:
 *
 * <ul>
 *   <li>numbers with common separators: {@code +1 (202) 555-0123};
 *   <li>{@code tel} URIs (RFC 3966): {@code tel:+1-202-555-0123;ext=45}, {@code tel:2025550123;phone-context=+1};
 *   <li>{@code sip} and {@code sips} URIs (RFC 3261), whose user part is the number: {@code
 *       sip:+12025550123@example.com;user=phone}; also without the scheme, {@code +12025550123@example.com}; and with a
 *       display name, {@code "Bob" <sip:+12025550123@example.com>};
 *   <li>extensions of 1 to 8 digits after a number: {@code ;ext=45}, {@code x45}, {@code ext 45}, {@code Ext: 45},
 *       {@code extn 45}, {@code extension 45}, {@code (ext 45)}, {@code #45}, or after the pauses of a dialer, {@code
 *       ,45}, {@code ;45}, {@code p45} and {@code w45}; a number sign (#) that ends the extension is removed;
 *   <li>the kind of a line before or after a number, as contacts show it: {@code Mobile: +1 202 555 0123}, {@code +1
 *       202 555 0123 (home)};
 *   <li>emergency numbers in any of these forms, also after a code such as {@code *67}, and the emergency services of
 *       RFC 5031: {@code urn:service:sos.fire}.
 * </ul>
 *
 * <p>Invisible characters, such as the bidirectional marks around a number copied from a contact, are removed, and so
 * are quotation marks and brackets around a number. A text with more than one number, such as {@code +49 30 123456/57},
 * is {@link Invalid}.
 *
 * <p>Other parameters of a URI are ignored. If a {@code phone-context} begins with a plus sign, the number consists of
 * the context followed by the local digits. RFC 3966 (section 5.1.5) does not guarantee that this is a number, so it is
 * accepted only if it is valid. A context that is a domain name identifies a private numbering plan, whose numbers
 * cannot be dialed from outside, and is {@link Invalid}.
 */
public sealed interface Destination {
    /**
     * An emergency number.
     *
     * @param code its digits, such as {@code 911} or {@code 112}; or an emergency service of RFC 5031, such as {@code
     *     urn:service:sos}
     */
    record Emergency(String code) implements Destination {
        /** Requires the code. */
        public Emergency {
            Objects.requireNonNull(code, "code");
        }
    }

    /**
     * A valid number.
     *
     * @param e164 the number, by which the call is decided
     * @param extension 1 to 8 digits for the host to send after the call is answered; null if there is none
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

        /** Creates a destination without an extension. */
        public Valid(E164 e164) {
            this(e164, null);
        }
    }

    /**
     * A text that is not a number, or a number that cannot exist or cannot be dialed.
     *
     * @param text the text as it was dialed
     * @param code {@link Refused.Reason#VANITY_LETTERS}, {@link Refused.Reason#SHORT_CODE}, {@link
     *     Refused.Reason#VERTICAL_SERVICE_CODE} or {@link Refused.Reason#INVALID_DESTINATION}
     * @param problem the problem, in a sentence that names the text
     */
    record Invalid(String text, String code, String problem) implements Destination {
        /** Requires all values. */
        public Invalid {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(problem, "problem");
        }
    }

    /**
     * A text that is not parsed yet. The gate parses it for the region of the organization.
     *
     * @param text the text as it was dialed
     */
    record Unparsed(String text) implements Destination {
        /** Requires the text. */
        public Unparsed {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Parses a destination: an emergency number of any region, or a number in international form. Never throws for a
     * text that it cannot parse, but returns {@link Invalid}. Never returns {@link Unparsed}.
     *
     * <p>The emergency numbers of all regions are recognized, because a traveler's 112 must get through too. All of
     * them are short codes, which cannot be confused with numbers in international form. The lists come from
     * libphonenumber.
     */
    static Destination parse(String dialed) {
        Objects.requireNonNull(dialed, "destination");
        return parsed(dialed, null);
    }

    /**
     * Parses a destination as people in a region dial it, including national form and the region's international call
     * prefix. Never throws for a text that it cannot parse, but returns {@link Invalid}. Never returns {@link
     * Unparsed}.
     *
     * <p>Emergency numbers are those of the region, according to libphonenumber's lists, and 112 and 911, which every
     * mobile phone treats as emergency numbers everywhere (3GPP TS 22.101, clause 10.1).
     *
     * @param region a two-letter ISO 3166-1 code, or {@code 001}, which has no national form
     * @throws IllegalArgumentException if the region is unknown
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
