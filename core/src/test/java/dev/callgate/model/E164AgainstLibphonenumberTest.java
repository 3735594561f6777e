package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks that a number that is not parsed equals the number that libphonenumber parses, including its region. */
class E164AgainstLibphonenumberTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int TRIES = 30_000;

    /**
     * Numbers that libphonenumber rejects and E164 accepts without the prefix: Mexico's former prefixes, and
     * Argentina's 9 and 15.
     */
    private static final Pattern CORRECTED = Pattern.compile("\\+52(1|01|044|045)\\d{10}|\\+549\\d{12}");

    private final List<String> examples = examples();

    private static List<String> examples() {
        Stream<PhoneNumber> ofRegions = NUMBERS.getSupportedRegions().stream()
                .flatMap(region ->
                        Stream.of(PhoneNumberType.values()).map(type -> NUMBERS.getExampleNumberForType(region, type)));
        Stream<PhoneNumber> ofNoCountry =
                NUMBERS.getSupportedGlobalNetworkCallingCodes().stream().map(NUMBERS::getExampleNumberForNonGeoEntity);
        return Stream.concat(ofRegions, ofNoCountry)
                .filter(Objects::nonNull)
                .map(number -> NUMBERS.format(number, PhoneNumberFormat.E164))
                .toList();
    }

    private static String byLibphonenumber(String text) {
        try {
            PhoneNumber parsed = NUMBERS.parse(text, null);
            String region = NUMBERS.getRegionCodeForNumber(parsed);
            return region != null && NUMBERS.isValidNumberForRegion(parsed, region)
                    ? NUMBERS.format(parsed, PhoneNumberFormat.E164) + " of " + region
                    : "none";
        } catch (NumberParseException e) {
            return "none";
        }
    }

    private static String byE164(String text) {
        try {
            E164 number = E164.parse(text);
            return number + " of " + number.region();
        } catch (InvalidNumberException e) {
            return "none";
        }
    }

    @Test
    @DisplayName("D8 every example number of every region and type is what libphonenumber parses, of the same region")
    void parsesExamplesLikeLibphonenumber() {
        assertTrue(examples.size() > 1_000, () -> "only %d examples".formatted(examples.size()));
        examples.forEach(text -> assertEquals(byLibphonenumber(text), byE164(text)));
    }

    @Test
    @DisplayName("D8 so is what becomes of them when digits are changed, added, left out, or a trunk zero slips in, "
            + "but for former prefixes")
    void parsesChangedExamplesLikeLibphonenumber() {
        Random random = new Random(20260302);
        int valid = 0;
        for (int i = 0; i < TRIES; i++) {
            String text = changed(examples.get(random.nextInt(examples.size())), random);
            if (CORRECTED.matcher(text).matches()) {
                continue;
            }
            String expected = byLibphonenumber(text);
            assertEquals(expected, byE164(text), text);
            valid += expected.equals("none") ? 0 : 1;
        }
        int found = valid;
        assertTrue(found > TRIES / 10 && found < TRIES, () -> found + " of them are valid");
    }

    private static String changed(String example, Random random) {
        List<Character> digits = new ArrayList<>();
        example.chars().skip(1).forEach(digit -> digits.add((char) digit));
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            digits.set(1 + random.nextInt(digits.size() - 1), (char) ('0' + random.nextInt(10)));
        }
        switch (random.nextInt(8)) {
            case 0 -> digits.add((char) ('0' + random.nextInt(10)));
            case 1 -> digits.remove(digits.size() - 1);
            case 2 -> digits.add(1 + random.nextInt(3), '0');
            default -> {
                // The length does not change.
            }
        }
        StringBuilder text = new StringBuilder("+");
        digits.forEach(text::append);
        return text.toString();
    }
}
