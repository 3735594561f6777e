package dev.callgate.examples.benchmarks;

import dev.callgate.examples.benchmarks.LoadBenchmark.Case;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws throughput and latency over the number of callers, one line for each candidate. */
final class LoadPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 640;
    private static final double MICROS_PER_MILLI = 1e3;

    private static final Color FLOOR = Color.BLACK;
    private static final Color FAIR_FLOOR = Color.GRAY;
    private static final List<Color> BUCKETS = List.of(new Color(0xe69f00), new Color(0xcc6677));
    private static final List<Color> GATES = List.of(new Color(0x0072b2), new Color(0x009e73));

    private static final BasicStroke SOLID = new BasicStroke(2.5f);
    private static final BasicStroke DASHED =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 5f}, 0f);

    private final Map<Candidate, Map<Integer, Series>> lines = new LinkedHashMap<>();
    private final SortedSet<Integer> callers = new TreeSet<>();

    private LoadPicture() {}

    /** Of all that count calls: those that refuse all are another thing. */
    static LoadPicture of(Results<Case> measured) {
        LoadPicture picture = new LoadPicture();
        measured.forEach((each, series) -> {
            if (!each.candidate().refusesAll()) {
                picture.add(each, series);
            }
        });
        return picture;
    }

    private void add(Case each, Series series) {
        callers.add(each.callers());
        lines.computeIfAbsent(each.candidate(), candidate -> new TreeMap<>()).put(each.callers(), series);
    }

    void write(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        BitmapEncoder.saveBitmap(List.of(throughput(), latency()), 1, 2, file.toString(), BitmapFormat.PNG);
    }

    private XYChart throughput() {
        XYChart chart = chart("Calls decided and counted a second", Measured::perSecond);
        chart.getStyler().setYAxisMin(0d);
        chart.setCustomYAxisTickLabelsFormatter(value -> String.format(Locale.ROOT, "%,.0f", value));
        return chart;
    }

    private XYChart latency() {
        XYChart chart =
                chart("99 of 100 answered within, in milliseconds", each -> each.p99Micros() / MICROS_PER_MILLI);
        double[] millis = lines.values().stream()
                .flatMap(points -> points.values().stream())
                .mapToDouble(series -> series.of(Measured::p99Micros).median() / MICROS_PER_MILLI)
                .toArray();
        Spread all = Spread.of(millis);
        XYStyler styler = chart.getStyler();
        styler.setYAxisLogarithmic(true);
        styler.setYAxisDecimalPattern("#,##0.###");
        styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(all.lowest()))));
        styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(all.highest()))));
        return chart;
    }

    private XYChart chart(String title, ToDoubleFunction<Measured> value) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("callers")
                .build();
        lines.forEach((candidate, points) -> add(chart, candidate, points, value));
        chart.setCustomXAxisTickLabelsFormatter(callersAt());
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(0d);
        styler.setXAxisMax((double) (callers.size() - 1));
        styler.setXAxisTickMarkSpacingHint(WIDTH / Math.max(callers.size(), 2));
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Vertical);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(40);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        return chart;
    }

    /** The numbers of callers stand at equal distances. */
    private Function<Double, String> callersAt() {
        List<Integer> all = List.copyOf(callers);
        return place -> {
            int nearest = (int) Math.rint(place);
            boolean between = Math.abs(place - nearest) > 0.01 || nearest < 0 || nearest >= all.size();
            return between ? " " : String.valueOf(all.get(nearest));
        };
    }

    private void add(
            XYChart chart, Candidate candidate, Map<Integer, Series> points, ToDoubleFunction<Measured> value) {
        double[] places = points.keySet().stream()
                .mapToDouble(each -> callers.headSet(each).size())
                .toArray();
        double[] medians = points.values().stream()
                .mapToDouble(series -> series.of(value).median())
                .toArray();
        XYSeries line = chart.addSeries(candidate.name(), places, medians);
        Color color = color(candidate);
        line.setMarker(SeriesMarkers.CIRCLE);
        line.setMarkerColor(color);
        line.setLineColor(color);
        line.setLineStyle(candidate.combinesCallers() ? DASHED : SOLID);
    }

    /** Bucket4j's two locks have a color each, whether batching or not; so has each gate. */
    private Color color(Candidate candidate) {
        if (candidate instanceof BareUpdate) {
            return FLOOR;
        }
        if (candidate instanceof CheckedUpdate) {
            return FAIR_FLOOR;
        }
        List<Candidate> kind =
                lines.keySet().stream().filter(candidate.getClass()::isInstance).toList();
        int n = kind.indexOf(candidate);
        return candidate instanceof Buckets ? BUCKETS.get(n / 2 % BUCKETS.size()) : GATES.get(n % GATES.size());
    }
}
