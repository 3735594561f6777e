package dev.callgate.examples.ownstore;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What a row of a host's is to the library, with neutral values for what the host does not keep. */
final class Rows {
    private Rows() {}

    /** Returns the assignment of a number to an agent, without a call; its IDs are those of the pair and of the number. */
    static Assignment assignment(OrganizationId organization, AgentId agent, E164 e164, Terms terms) {
        PhoneNumber number = new PhoneNumber(
                id(organization + "/" + e164),
                organization,
                e164,
                null,
                e164.region(),
                Set.of(Capability.VOICE),
                NumberStatus.ACTIVE,
                null,
                agent,
                Instant.EPOCH,
                Instant.EPOCH);
        UUID id = id(organization + "/" + agent + "/" + e164);
        return new Assignment(id, agent, number, terms, 0, null, Instant.EPOCH, Instant.EPOCH);
    }

    private static UUID id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
