package dev.callgate.contract;

import dev.callgate.model.CallOutcome.Result;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the steps of a {@link World} from a seed: always the same ones. */
final class WorldSeed {
    static final int STEPS = 300;

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Europe/London"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("UTC"));
    private static final List<Duration> TIMES = List.of(
            Duration.of(1, ChronoUnit.MICROS),
            Duration.ofMillis(61_500),
            Duration.ofMinutes(4),
            World.LONGEST_CALL.minus(1, ChronoUnit.MICROS),
            World.LONGEST_CALL,
            LimitRule.WINDOW,
            Duration.ofHours(1),
            Duration.ofHours(8));
    private static final List<Result> RESULTS = List.of(Result.ANSWERED, Result.BUSY, Result.NO_ANSWER, Result.FAILED);

    private final Random random;

    /** The latest calls of each organization, which the next operations are about more often than about others. */
    private final int[][] latest = new int[2][4];

    private WorldSeed(long seed) {
        random = new Random(seed);
    }

    static List<WorldStep> steps(long seed) {
        WorldSeed source = new WorldSeed(seed);
        List<WorldStep> steps = new ArrayList<>();
        for (int org = 0; org < 2; org++) {
            steps.add(source.zone(org));
            for (int number = 0; number < 3; number++) {
                steps.add(new WorldStep.Add(org, 0, number));
                steps.add(source.assign(org, 0, number));
            }
            for (int limit = source.below(4); limit >= 0; limit--) {
                steps.add(source.limit(org));
            }
        }
        while (steps.size() < STEPS) {
            steps.add(source.next());
        }
        return steps;
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> all) {
        return all.get(below(all.size()));
    }

    private <T> T one(T[] all) {
        return all[below(all.length)];
    }

    private WorldStep next() {
        int which = below(100);
        if (which < 72) {
            WorldStep.Operation operation = operation(below(5) == 0 ? 1 : 0, below(2));
            return below(6) == 0 && !(operation instanceof WorldStep.KeepHouse)
                    ? new WorldStep.Failing(operation, one(WorldFaults.Kind.values()), below(below(3) == 0 ? 10 : 4))
                    : operation;
        }
        return which < 94 ? time() : policy(below(2));
    }

    private WorldStep.Operation operation(int org, int node) {
        int which = below(100);
        int n = below(3) == 0 ? below(24) : latest[org][below(4)];
        if (which < 50) {
            n = below(3) == 0 ? n : below(24);
            latest[org][below(4)] = n;
            return new WorldStep.Call(org, node, n, below(4) > 0, below(12) == 0);
        } else if (which < 58) {
            return new WorldStep.Release(org, node, n);
        } else if (which < 69) {
            return new WorldStep.Complete(org, node, n, one(RESULTS), below(700_000));
        } else if (which < 75) {
            return new WorldStep.Renew(org, node, n);
        }
        return administration(org, node, below(3));
    }

    private WorldStep.Operation administration(int org, int node, int number) {
        return switch (below(16)) {
            case 0 -> new WorldStep.Add(org, node, number);
            case 1 -> new WorldStep.Delete(org, node, number);
            case 2, 3 -> new WorldStep.Activate(org, node, number);
            case 4 -> new WorldStep.Deactivate(org, node, number);
            case 5 -> new WorldStep.Quarantine(org, node, number, below(3));
            case 6, 7, 8 -> assign(org, node, number);
            case 9 -> new WorldStep.Unassign(org, node, number);
            case 10, 11 -> new WorldStep.ChangeTerms(org, node, number, below(6), below(2) == 0);
            case 12 -> move(org, node, below(3));
            case 13 -> new WorldStep.Reset(org, node);
            case 14 -> new WorldStep.Emergency(org, node);
            default -> below(3) == 0 ? new WorldStep.Erase(org, node, below(2)) : forget(org, node, below(3));
        };
    }

    private static WorldStep.Operation forget(int org, int node, int days) {
        return days < 2 ? new WorldStep.Forget(org, node, days) : new WorldStep.KeepHouse(org, node);
    }

    private WorldStep.Operation assign(int org, int node, int number) {
        return new WorldStep.Assign(org, node, number, below(3), 1 + below(6), below(2) == 0);
    }

    private WorldStep.Operation move(int org, int node, int from) {
        return new WorldStep.Move(org, node, from, (from + 1 + below(2)) % 3);
    }

    private WorldStep time() {
        int node = below(2);
        return switch (below(16)) {
            case 0 -> new WorldStep.Jump(node, one(TIMES));
            case 1 -> new WorldStep.Jump(node, one(TIMES).negated());
            case 2 -> new WorldStep.Jump(node, below(4) == 0 ? World.FAR : Duration.ofDays(-1));
            case 3 -> new WorldStep.StopClock(node);
            case 4, 5, 6 -> new WorldStep.CorrectClock(node);
            case 7, 8, 9 -> new WorldStep.PassUntil(below(2), boundary(), below(2) == 0);
            default -> new WorldStep.Pass(one(TIMES));
        };
    }

    private WorldStep.Boundary boundary() {
        return below(2) == 0 ? WorldStep.Boundary.DAY : one(WorldStep.Boundary.values());
    }

    private WorldStep policy(int org) {
        int which = below(8);
        if (which == 0) {
            return zone(org);
        }
        return which == 1 ? new WorldStep.SetRest(org, below(2) == 0) : limit(org);
    }

    private WorldStep zone(int org) {
        return new WorldStep.SetZone(org, one(ZONES));
    }

    private WorldStep limit(int org) {
        return new WorldStep.SetLimit(org, one(LimitRule.Scope.values()), one(LimitRule.Span.values()), below(5));
    }
}
