package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every region that libphonenumber knows, and every kind of number that it has an example of there. */
class EveryRegionTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Set<String> TERRITORIES =
            Set.of("PR", "GU", "VI", "AS", "MP", "JE", "GG", "IM", "AX", "SJ", "GP", "RE", "YT", "CX", "CC");

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final Assignments assignments = Assignments.over(storage);
    private final CallGate gate = CallGate.over(storage).build();
    private final OrganizationId organization = new OrganizationId("acme");
    private final AgentId agent = new AgentId("agent-7");
    private final PhoneNumber number = NumberInventory.over(storage).add(NewNumber.of(organization, "+12025550123"));
    private final Assignment assignment = assignments.assign(number, agent, Terms.dailyLimit(1_000_000));

    /**
     * A number of libphonenumber's.
     *
     * @param listed the region that it is an example of
     * @param region the region that it belongs to; another one where regions share a range, as those of +1 share +1 800
     */
    private record Example(String listed, String region, PhoneNumberType type, E164 e164) {
        static Example of(String listed, PhoneNumberType type, Phonenumber.PhoneNumber number) {
            E164 e164 = E164.of(NUMBERS.format(number, PhoneNumberFormat.E164));
            return new Example(listed, NUMBERS.getRegionCodeForNumber(number), type, e164);
        }
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (String region : NUMBERS.getSupportedRegions()) {
            for (PhoneNumberType type : NUMBERS.getSupportedTypesForRegion(region)) {
                Phonenumber.PhoneNumber example = NUMBERS.getExampleNumberForType(region, type);
                if (example != null) {
                    examples.add(Example.of(region, type, example));
                }
            }
        }
        for (int code : NUMBERS.getSupportedGlobalNetworkCallingCodes()) {
            Phonenumber.PhoneNumber example = NUMBERS.getExampleNumberForNonGeoEntity(code);
            examples.add(Example.of(Regions.NON_GEOGRAPHIC, NUMBERS.getNumberType(example), example));
        }
        return examples;
    }

    private CallDecision call(Example example, Terms terms) {
        assignments.changeTerms(number, terms);
        return gate.decide(CallRequest.by(organization, agent).to(example.e164().toString()));
    }

    private static List<String> codes(CallDecision decision) {
        return decision instanceof Refused refused
                ? refused.reasons().stream().map(Reason::code).toList()
                : List.of();
    }

    private static Terms allowing(Set<String> regions, NumberClass... classes) {
        return new Terms(1_000_000, Countries.of(regions)).classes(classes);
    }

    private static Set<String> allExcept(String region) {
        Set<String> others = new TreeSet<>(Regions.known());
        others.remove(region);
        return others;
    }

    @Test
    @DisplayName(
            "D8 every region's numbers, of every class, are allowed by a list of that region alone, and refused by all others")
    void everyRegion() {
        List<Example> examples = examples();
        int allowed = 0;
        int refusedByClass = 0;
        int shared = 0;
        Set<String> regions = new TreeSet<>();
        for (Example each : examples) {
            NumberClass numberClass = each.e164().numberClass();
            List<String> codes = codes(call(each, allowing(Set.of(each.region()))));
            if (numberClass.isRestricted()) {
                assertEquals(List.of(Reason.classNotAllowed(numberClass)), codes, each::toString);
                assertTrue(
                        call(each, allowing(Set.of(each.region()), numberClass)).isAllowed(), each::toString);
                refusedByClass++;
            } else {
                assertEquals(List.of(), codes, each::toString);
                allowed++;
            }
            assertEquals(
                    List.of(Reason.COUNTRY_NOT_ALLOWED),
                    codes(call(each, allowing(allExcept(each.region()), numberClass))),
                    each::toString);
            shared += each.listed().equals(each.region()) ? 0 : 1;
            regions.add(each.region());
        }
        System.out.printf(
                "%d examples of %d regions: %d allowed by their region alone, %d refused by their class until it was allowed,"
                        + " all refused by every other region; %d are of ranges that regions share, and belong to another one"
                        + " than they are listed under%n",
                examples.size(), regions.size(), allowed, refusedByClass, shared);
        // Libphonenumber's look-up gives the numbers that it lists for Western Sahara to Morocco (both +212), and those
        // for Saint Martin to Guadeloupe (both +590).
        Set<String> missing = new TreeSet<>(Regions.known());
        missing.removeAll(regions);
        assertEquals(Set.of("EH", "MF"), missing);
        assertTrue(regions.containsAll(TERRITORIES), regions::toString);
        assertEquals(
                allowed + refusedByClass,
                assignments.list(organization, agent).get(0).callsMadeToday());
        assertEquals(
                assignment.id(), assignments.list(organization, agent).get(0).id());
    }
}
