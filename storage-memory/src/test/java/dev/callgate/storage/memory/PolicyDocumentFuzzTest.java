package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.InvalidPolicyException;
import dev.callgate.InvalidPolicyException.Problem;
import dev.callgate.PolicyDocument;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.DoNotCallList;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Any JSON object as the document of a policy. */
class PolicyDocumentFuzzTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId ANNA = new AgentId("anna");
    private static final Instant START = Instant.parse("2026-12-10T15:00:00Z");
    private static final int MAX_MESSAGE_LENGTH = 2_000;

    /** In Florida, Germany and Jamaica; the first one twice, which meets limits and rest periods. */
    private static final List<String> CALLEES =
            List.of("+13055550100", "+493012345678", "+18765550100", "+13055550100");

    private static final PolicyDocument.Resources RESOURCES = new PolicyDocument.Resources() {
        @Override
        public DoNotCallList doNotCallList(String name) {
            return new DoNotCallList() {
                @Override
                public boolean contains(E164 number) {
                    return number.equals(E164.of("+18765550100"));
                }

                @Override
                public LocalDate date() {
                    return LocalDate.of(2026, 12, 1);
                }
            };
        }

        @Override
        public byte[] calleeKey() {
            return new byte[32];
        }
    };

    static Stream<Path> inputs() throws IOException {
        return Files.list(
                Path.of("src/test/resources/dev/callgate/storage/memory/PolicyDocumentFuzzTestInputs/document"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("D20 a document is refused with the paths of its problems, or is read back and decides as before")
    void stored(Path input) throws IOException {
        document(Files.readAllBytes(input));
    }

    @FuzzTest
    void document(byte[] json) {
        Map<String, ?> fields = fields(json);
        if (fields == null) {
            return;
        }
        PolicyDocument document;
        try {
            document = PolicyDocument.of(fields);
        } catch (InvalidPolicyException e) {
            checkProblems(fields, e);
            return;
        }
        PolicyDocument again = PolicyDocument.of(fields(JSON.writeValueAsBytes(document.asMap())));
        assertEquals(document, again);
        assertEquals(document.asMap().toString(), again.asMap().toString());
        assertEquals(decisions(CallPolicy.of(document, RESOURCES)), decisions(CallPolicy.of(again, RESOURCES)));
    }

    /** Returns null if the text is not a JSON object. */
    @Nullable
    @SuppressWarnings("unchecked")
    private static Map<String, ?> fields(byte[] json) {
        try {
            return JSON.readValue(json, Object.class) instanceof Map<?, ?> map ? (Map<String, ?>) map : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void checkProblems(Map<String, ?> fields, InvalidPolicyException e) {
        assertFalse(e.problems().isEmpty());
        for (Problem problem : e.problems()) {
            assertFalse(problem.path().isBlank() && !fields.containsKey(problem.path()), problem::toString);
            assertTrue(problem.message().length() < MAX_MESSAGE_LENGTH, problem::toString);
            assertTrue(problem.toString().codePoints().noneMatch(Character::isISOControl), problem::toString);
        }
        InvalidPolicyException again = assertThrows(InvalidPolicyException.class, () -> PolicyDocument.of(fields));
        assertEquals(e.problems(), again.problems());
    }

    /** Returns the answers to some calls. */
    private static List<String> decisions(CallPolicy policy) {
        MovableClock clock = new MovableClock(START);
        InMemoryStorage storage = InMemoryStorage.create(clock);
        CallGate gate = CallGate.over(storage).clock(clock).policy(policy).build();
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        ANNA,
                        E164.of("+12125550101"),
                        Terms.dailyLimit(50).countries("US", "DE", "JM"));
        List<String> answers = new ArrayList<>();
        for (String callee : CALLEES) {
            CallRequest request = CallRequest.by(ACME, ANNA)
                    .to(callee)
                    .callId("call-" + answers.size())
                    .with("campaign", "spring");
            if (gate.decide(request) instanceof Allowed allowed) {
                gate.complete(ACME, allowed.callId(), CallOutcome.of(Result.ANSWERED, Duration.ofMinutes(3)));
                answers.add("from " + allowed.from());
            } else if (gate.decide(request) instanceof Refused refused) {
                answers.add(refused.reasons().toString());
            }
            clock.move(Duration.ofMinutes(5));
        }
        return answers;
    }
}
