package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgentIndexTest {
    private final AgentIndex index = new AgentIndex();

    private static AgentNumbers entry(String agent) {
        return new AgentNumbers.Several(new AgentId(agent), List.of());
    }

    @Test
    @DisplayName(
            "entries of equal hash codes, and thousands of others, are found; the last one of an agent replaces the others")
    void findsEntries() {
        // "Aa" and "BB" have the same hash code, and so have all texts of them.
        List<String> alike = List.of("AaAaAa", "AaAaBB", "AaBBAa", "AaBBBB", "BBAaAa", "BBAaBB", "BBBBAa");
        alike.forEach(each -> index.put(entry(each)));
        for (int i = 0; i < 10_000; i++) {
            index.put(entry("agent-" + i));
        }
        for (String each : alike) {
            AgentNumbers again = entry(each);
            index.put(again);
            assertSame(again, index.get(new AgentId(each)));
        }
        for (int i = 0; i < 10_000; i++) {
            assertTrue(index.get(new AgentId("agent-" + i)) != null);
        }
        assertNull(index.get(new AgentId("BBBBBB")));
        assertNull(index.get(new AgentId("agent-10000")));
    }

    @Test
    @DisplayName("readers find what was added before while the index grows")
    void isReadWhileItGrows() throws Exception {
        int count = 50_000;
        AtomicInteger added = new AtomicInteger();
        List<Boolean> found = Together.run(3, thread -> () -> {
            boolean all = true;
            if (thread == 0) {
                for (int n = 0; n < count; n++) {
                    index.put(entry("agent-" + n));
                    added.set(n + 1);
                }
            } else {
                for (int before = added.get(); before < count; before = added.get()) {
                    all &= before == 0 || index.get(new AgentId("agent-" + (before - 1))) != null;
                    all &= before == 0 || index.get(new AgentId("agent-" + before / 2)) != null;
                }
            }
            return all;
        });
        assertTrue(found.stream().allMatch(Boolean::booleanValue));
    }
}
