package dev.callgate.examples.console.audit;

import dev.callgate.admin.AuditTrail;
import dev.callgate.model.ActorId;
import dev.callgate.model.AuditQuery;
import jakarta.annotation.Nullable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Lists the library's audit trail and the access log as one, by time. Thread-safe. */
@Component
public class AuditReader {
    private static final int MAX_ACTOR_ID_LENGTH = 64;

    /** As both tables sort: by the bits without a sign, which is the order of the text. */
    private static final Comparator<AuditLine> NEWEST_FIRST =
            Comparator.comparing((AuditLine each) -> each.id().toString()).reversed();

    private final AuditTrail trail;
    private final AccessTable accesses;

    AuditReader(AuditTrail trail, AccessTable accesses) {
        this.trail = trail;
        this.accesses = accesses;
    }

    /** Lists one page. */
    public List<AuditLine> list(AuditFilter filter) {
        return Stream.concat(changes(filter), accesses(filter))
                .sorted(NEWEST_FIRST)
                .limit(filter.limit())
                .toList();
    }

    private Stream<AuditLine> changes(AuditFilter filter) {
        String actor = filter.actor();
        if (!filter.wants(AuditFilter.Kind.NUMBERS) || (actor != null && actor.length() > MAX_ACTOR_ID_LENGTH)) {
            return Stream.empty();
        }
        return trail
                .list(new AuditQuery(
                        filter.organization(),
                        filter.number(),
                        actorId(actor),
                        filter.from(),
                        filter.until(),
                        filter.after(),
                        filter.limit()))
                .stream()
                .map(AuditLine::of);
    }

    @Nullable
    private static ActorId actorId(@Nullable String actor) {
        return actor == null ? null : new ActorId(actor);
    }

    private Stream<AuditLine> accesses(AuditFilter filter) {
        return filter.wants(AuditFilter.Kind.ACCESS) && filter.number() == null
                ? accesses.list(filter).stream().map(AuditLine::of)
                : Stream.empty();
    }
}
