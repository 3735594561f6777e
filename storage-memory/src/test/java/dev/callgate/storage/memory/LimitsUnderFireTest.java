package dev.callgate.storage.memory;

import dev.callgate.contract.Fixture;
import dev.callgate.contract.LimitsUnderFire;
import dev.callgate.contract.LimitsUnderFire.Phase;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

class LimitsUnderFireTest {
    private static final int THREADS = 64;
    private static final int CALLS_EACH = 10;

    @RepeatedTest(5)
    @DisplayName("D2 D13 D14 D16 64 threads, five limits in one policy: each limit binds exactly where it should, and a"
            + " refused call is counted nowhere")
    void bindExactly() throws Exception {
        InMemoryStorage storage = InMemoryStorage.create();
        LimitsUnderFire fire = new LimitsUnderFire(Fixture.newOrganization());
        fire.assign(storage);
        for (Phase phase : Phase.values()) {
            LimitsUnderFire.assertBound(
                    phase,
                    fire.fire(List.of(LimitsUnderFire.gate(storage, phase)), phase, "mine", THREADS, CALLS_EACH),
                    THREADS * CALLS_EACH);
        }
        fire.assertNothingElseCounted(storage, THREADS * CALLS_EACH);
    }
}
