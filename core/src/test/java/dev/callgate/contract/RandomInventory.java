package dev.callgate.contract;

import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Random numbers and queries for them. The countries include pairs that share a calling code, and the providers include names that
 * differ only in case, and none. Few different digits are used, so that many numbers have a common prefix, a common suffix, or both.
 */
final class RandomInventory {
    /** Prefixes of the numbers of a country, and how many digits follow. */
    private static final Map<String, List<Integer>> PREFIXES = Map.of(
            "+1202202", List.of(4),
            "+1416202", List.of(4),
            "+44202", List.of(8),
            "+4930", List.of(6, 7, 8, 9),
            "+7495", List.of(7),
            "+7701", List.of(7),
            "+39066", List.of(5, 7),
            "+800", List.of(8));

    private static final List<String> PROVIDERS = Arrays.asList("telnyx", "Telnyx", "50%_o'brien", null);

    private RandomInventory() {}

    /** Returns up to {@code count} distinct numbers in random order; slightly fewer if random digits repeat or are not valid. */
    static List<PhoneNumber> numbers(OrganizationId organization, int count, Random random) {
        Map<String, PhoneNumber> numbers = new TreeMap<>();
        List<String> beginnings = PREFIXES.keySet().stream().sorted().toList();
        for (int i = 0; i < count; i++) {
            String beginning = oneOf(beginnings, random);
            String digits = beginning + digits(oneOf(PREFIXES.get(beginning), random), random);
            if (!E164.of(digits).region().equals(Regions.UNKNOWN)) {
                numbers.put(digits, number(organization, digits, random));
            }
        }
        List<PhoneNumber> shuffled = new ArrayList<>(numbers.values());
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String digits(int count, Random random) {
        return random.ints(count, 0, 3).mapToObj(n -> "204".substring(n, n + 1)).reduce("", String::concat);
    }

    private static PhoneNumber number(OrganizationId organization, String digits, Random random) {
        PhoneNumber number = Fixture.number(organization, digits)
                .withProvider(oneOf(PROVIDERS, random), Fixture.NOW)
                .withCapabilities(Set.of(oneOf(List.of(Capability.values()), random)), Fixture.NOW);
        return random.nextInt(3) == 0 ? number.withStatus(NumberStatus.INACTIVE, Fixture.NOW) : number;
    }

    private static <T> T oneOf(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Returns queries by country, by digits, by both, and by neither. */
    static Stream<NumberQuery> queries(OrganizationId organization, List<PhoneNumber> numbers) {
        return Stream.of(null, "US", "KZ")
                .flatMap(country -> Stream.concat(Stream.of((String) null), digits(numbers).stream())
                        .map(digits -> new NumberQuery(
                                organization, null, null, null, country, digits, null, NumberQuery.MAX_LIMIT)));
    }

    /** Returns the query with every combination of the other filters, including none. */
    static Stream<NumberQuery> filteredQueries(NumberQuery query) {
        return Stream.of(null, NumberStatus.INACTIVE)
                .flatMap(status -> Stream.of(null, true, false).flatMap(assigned -> Stream.of(null, "50%_o'brien")
                        .map(provider -> new NumberQuery(
                                query.organization(),
                                status,
                                assigned,
                                provider,
                                query.country(),
                                query.digits(),
                                null,
                                query.limit()))));
    }

    /** Returns prefixes (with and without the calling code) and suffixes of some numbers; the last entry matches none. */
    static List<String> digits(List<PhoneNumber> numbers) {
        List<String> all = numbers.stream()
                .map(each -> each.e164().toString().substring(1))
                .toList();
        return List.of("202", "7", mostFrequentEnding(all), all.get(all.size() / 2), "999");
    }

    private static String mostFrequentEnding(List<String> numbers) {
        Map<String, Integer> counts = new TreeMap<>();
        numbers.forEach(
                each -> counts.merge(each.substring(each.length() - NumberQuery.MIN_LAST_DIGITS), 1, Integer::sum));
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
