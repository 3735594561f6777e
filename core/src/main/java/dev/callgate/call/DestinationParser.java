package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.DialedText;
import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses one text. Removes everything around the number and passes the bare number to {@link E164}. libphonenumber can
 * parse URIs and extensions too, but less strictly than their specifications.
 */
final class DestinationParser {
    /** URIs are longer than numbers. Texts longer than this are not parsed. */
    private static final int MAX_LENGTH = 256;

    /** RFC 3966, and its predecessor on web pages. */
    private static final List<String> TEL = List.of("tel:", "callto:");

    private static final List<String> SIP = List.of("sip:", "sips:");

    /** RFC 5031, section 4.2, for the services, which are case-insensitive (section 3). */
    private static final Pattern EMERGENCY_SERVICE = Pattern.compile(
            "(urn:service:sos(?:\\.[a-z0-9]++(?:-++[a-z0-9]++)*+)*+)(?:[;?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern TEXT_BEFORE_LETTERS = Pattern.compile("([^\\p{L}]*+).*", Pattern.DOTALL);

    private final String dialed;

    @Nullable
    private final String region;

    DestinationParser(String dialed, @Nullable String region) {
        this.dialed = dialed;
        this.region = region;
    }

    /**
     * Returns whether a text is a plus sign and digits, so that there is nothing to remove and it cannot be an
     * emergency number, because none begins with a plus sign.
     */
    static boolean isPlusAndDigits(String text) {
        if (text.isEmpty() || text.charAt(0) != '+') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    Destination parse() {
        String visible = VisibleText.clean(dialed);
        Destination understood = visible.length() > MAX_LENGTH ? tooLong() : understood(PastedText.unwrapped(visible));
        return dialed.length() <= MAX_LENGTH || understood instanceof Destination.Emergency ? understood : tooLong();
    }

    private Destination tooLong() {
        return invalid("it is longer than %d characters".formatted(MAX_LENGTH));
    }

    private Destination understood(String text) {
        Matcher service = EMERGENCY_SERVICE.matcher(text);
        if (service.matches()) {
            return new Destination.Emergency(service.group(1));
        }
        for (String scheme : TEL) {
            if (hasScheme(text, scheme)) {
                return escaped(text.substring(scheme.length()));
            }
        }
        for (String scheme : SIP) {
            if (hasScheme(text, scheme)) {
                return sip(text.substring(scheme.length()));
            }
        }
        return text.indexOf('@') < 0 ? subscriber(text) : sip(text);
    }

    private static boolean hasScheme(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** Only the user of {@code user:password@host:port;parameters?headers} is needed (RFC 3261, section 19.1.1). */
    private Destination sip(String uri) {
        int at = uri.indexOf('@');
        if (at >= 0) {
            return escaped(until(":", uri.substring(0, at)));
        }
        // No host name consists of digits alone, so these digits can only be the number to call.
        Destination host = escaped(until(":;?", uri));
        return host instanceof Destination.Emergency
                ? host
                : invalid("this SIP URI has no user part: put the number before the @");
    }

    private static String until(String ends, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private Destination escaped(String text) {
        try {
            // URLDecoder would decode a plus sign as a space.
            return subscriber(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return EmergencyNumbers.in(text, region)
                    .<Destination>map(Destination.Emergency::new)
                    .orElseGet(() -> invalid("in a URI, a percent sign must be followed by two hexadecimal digits"));
        }
    }

    private Destination subscriber(String pasted) {
        String text = VisibleText.clean(PastedText.plain(pasted));
        // Comes first: no problem with the rest of the text may block an emergency number.
        Optional<String> emergency = EmergencyNumbers.in(text, region);
        if (emergency.isPresent()) {
            return new Destination.Emergency(emergency.get());
        }
        if (ShortCodes.isVerticalService(text)) {
            return invalid(
                    Refused.Reason.VERTICAL_SERVICE_CODE,
                    "it begins with a vertical service code, which sets a feature of the phone line: remove the code");
        }
        if (TelephoneSubscriber.of(pasted).local().length() > DialedText.MAX_LENGTH) {
            return invalid("the number is longer than %d characters".formatted(DialedText.MAX_LENGTH));
        }
        TelephoneSubscriber subscriber = TelephoneSubscriber.of(text);
        if (DialedText.holdsSeveralNumbers(subscriber.dialed(), region)) {
            return invalid("it appears to contain more than one number: dial each number separately");
        }
        String problem = subscriber.problem();
        if (problem != null) {
            return invalid(problem);
        }
        Destination number = number(subscriber.number(), subscriber.extension());
        return number instanceof Destination.Invalid && ShortCodes.has(subscriber.local(), region)
                ? invalid(
                        Refused.Reason.SHORT_CODE,
                        "it is a short code: it works only in the network that issued it and has no E.164 form")
                : number;
    }

    private Destination number(String number, @Nullable String extension) {
        try {
            return new Destination.Valid(valid(number), extension);
        } catch (InvalidNumberException e) {
            return hasVanityLetters(number)
                    ? invalid(
                            Refused.Reason.VANITY_LETTERS,
                            "it contains letters: replace them with the digits that they stand for")
                    : invalid(e.reason());
        }
    }

    /** Letters after a complete number describe the number and are not part of it. */
    private boolean hasVanityLetters(String number) {
        return PhoneNumberUtil.getInstance().isAlphaNumber(number)
                && !isValid(TEXT_BEFORE_LETTERS.matcher(number).replaceFirst("$1"));
    }

    private boolean isValid(String number) {
        try {
            valid(number);
            return true;
        } catch (InvalidNumberException e) {
            return false;
        }
    }

    /**
     * The region is irrelevant after a plus sign. libphonenumber would fall back to the region if the country code did
     * not exist.
     */
    private E164 valid(String number) {
        return region == null || region.equals(Regions.NON_GEOGRAPHIC) || DialedText.beginsWithPlus(number)
                ? E164.parse(number)
                : E164.parse(number, region);
    }

    private Destination invalid(String problem) {
        return invalid(Refused.Reason.INVALID_DESTINATION, problem);
    }

    private Destination invalid(String code, String problem) {
        return new Destination.Invalid(
                dialed, code, "\"%s\" is not a valid number: %s".formatted(VisibleText.shown(dialed), problem));
    }
}
