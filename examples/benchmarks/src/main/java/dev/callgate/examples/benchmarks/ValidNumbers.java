package dev.callgate.examples.benchmarks;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Valid numbers of eight countries, each once: libphonenumber's example of a mobile number with other last digits. */
final class ValidNumbers {
    static final List<String> COUNTRIES = List.of("US", "GB", "DE", "FR", "BR", "IN", "AU", "CA");
    static final List<String> PROVIDERS = List.of("telnyx", "twilio", "plivo", "vonage");

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int LAST_DIGITS = 1_000_000;

    /** A prime: multiples of it walk all last digits, each once, in no order that an index would like. */
    private static final long STEP = 611_953;

    private ValidNumbers() {}

    /** A line of a file to import. */
    record Line(String e164, String provider, String country) {
        @Override
        public String toString() {
            return e164 + "," + provider + "," + country;
        }
    }

    /** The first so many of about seven million lines. */
    static Stream<Line> lines(int count) {
        List<Long> bases = COUNTRIES.stream().map(ValidNumbers::base).toList();
        return LongStream.range(0, (long) COUNTRIES.size() * LAST_DIGITS)
                .mapToObj(n -> {
                    int country = (int) (n % COUNTRIES.size());
                    long lastDigits = n / COUNTRIES.size() * STEP % LAST_DIGITS;
                    String provider = PROVIDERS.get((int) (n / COUNTRIES.size() % PROVIDERS.size()));
                    return new Line("+" + (bases.get(country) + lastDigits), provider, COUNTRIES.get(country));
                })
                .filter(line -> Libphonenumber.regionOf(line.e164()).equals(line.country()))
                .limit(count);
    }

    private static long base(String country) {
        PhoneNumber example = NUMBERS.getExampleNumberForType(country, PhoneNumberType.MOBILE);
        long digits = Long.parseLong("" + example.getCountryCode() + example.getNationalNumber());
        return digits / LAST_DIGITS * LAST_DIGITS;
    }
}
