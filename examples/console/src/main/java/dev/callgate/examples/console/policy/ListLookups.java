package dev.callgate.examples.console.policy;

import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.DoNotCallList;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks numbers up for decisions. A decision asks for a number several times, also to find out when the call could be allowed: it is read
 * once, and forgotten when the next decision begins on the thread. Thread-safe.
 */
@Component
class ListLookups {
    private final DoNotCallTable table;
    private final ThreadLocal<Memory> ofDecision = ThreadLocal.withInitial(Memory::new);

    ListLookups(DoNotCallTable table) {
        this.table = table;
    }

    /**
     * What a list says of a number.
     *
     * @param date of the list
     */
    record Answer(boolean listed, LocalDate date) {}

    private record Question(OrganizationId organization, String list, E164 number) {}

    /** What one decision has read. */
    private static final class Memory {
        private final Map<Question, Boolean> listed = new HashMap<>();
        private final Map<String, LocalDate> dates = new HashMap<>();
    }

    /** Begins a decision on this thread. */
    void begin() {
        ofDecision.remove();
    }

    /** Returns a list. A list that is not there allows no call. */
    DoNotCallList list(OrganizationId organization, String name) {
        return new Looked(this, organization, name);
    }

    private record Looked(ListLookups lookups, OrganizationId organization, String name) implements DoNotCallList {
        @Override
        public boolean contains(E164 number) {
            Memory memory = lookups.ofDecision.get();
            Question question = new Question(organization, name, number);
            Boolean known = memory.listed.get(question);
            if (known != null) {
                return known;
            }
            Answer answer = lookups.table.lookUp(organization, name, number).orElseThrow(this::missing);
            memory.listed.put(question, answer.listed());
            memory.dates.put(name, answer.date());
            return answer.listed();
        }

        @Override
        public LocalDate date() {
            LocalDate known = lookups.ofDecision.get().dates.get(name);
            return known == null
                    ? lookups.table
                            .find(organization, name)
                            .orElseThrow(this::missing)
                            .date()
                    : known;
        }

        private IllegalStateException missing() {
            return new IllegalStateException(
                    "organization %s has no do-not-call list \"%s\", which its policy names: upload it"
                            .formatted(organization, name));
        }
    }
}
