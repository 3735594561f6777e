package dev.callgate.examples.console;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requests at a steady rate, whether or not earlier ones are answered. Each is measured from when it was due. One that is not answered
 * as expected within the patience counts as unanswered, with all of the patience as its time.
 */
final class SteadyRequests implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<CompletableFuture<Double>> millis = new ArrayList<>();
    private final Duration every;
    private final Duration patience;
    private final Supplier<HttpRequest.Builder> request;
    private final Predicate<HttpResponse<String>> isExpected;
    private final Thread thread;
    private volatile boolean isOver;

    private SteadyRequests(
            Duration every,
            Duration patience,
            Supplier<HttpRequest.Builder> request,
            Predicate<HttpResponse<String>> isExpected) {
        this.every = every;
        this.patience = patience;
        this.request = request;
        this.isExpected = isExpected;
        this.thread = new Thread(this::run, "steady requests");
    }

    static SteadyRequests begin(
            Duration every,
            Duration patience,
            Supplier<HttpRequest.Builder> request,
            Predicate<HttpResponse<String>> isExpected) {
        SteadyRequests requests = new SteadyRequests(every, patience, request, isExpected);
        requests.thread.start();
        return requests;
    }

    private void run() {
        long due = System.nanoTime();
        while (!isOver) {
            long begun = due;
            millis.add(http.sendAsync(request.get().timeout(patience).build(), BodyHandlers.ofString())
                    .thenApply(answer -> isExpected.test(answer) ? millisSince(begun) : Double.POSITIVE_INFINITY)
                    .exceptionally(e -> Double.POSITIVE_INFINITY)
                    .completeOnTimeout(Double.POSITIVE_INFINITY, patience.toMillis(), TimeUnit.MILLISECONDS));
            due += every.toNanos();
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static double millisSince(long begun) {
        return (double) (System.nanoTime() - begun) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Ends them, waits for what is on its way, and returns all times. */
    Times end() throws InterruptedException {
        close();
        double[] all =
                millis.stream().mapToDouble(CompletableFuture::join).sorted().toArray();
        int unanswered = (int) Arrays.stream(all).filter(Double::isInfinite).count();
        return new Times(all, unanswered, patience.toMillis());
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    /**
     * Times in order.
     *
     * @param atLeast what an unanswered one took at least
     */
    record Times(double[] millis, int unanswered, double atLeast) {
        double percentile(int percent) {
            int index = (int) Math.ceil(millis.length * percent / 100.0) - 1;
            return Math.min(atLeast, millis[Math.max(0, index)]);
        }
    }
}
