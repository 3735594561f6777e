package dev.callgate.examples.embedding.documents;

import dev.callgate.examples.embedding.documents.Document.Block;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The fragments of a document as the methods of one class, which the compiler and then the JVM judge. */
final class Fragments {
    private static final String CLASS = "Fragments";

    private final Document document;
    private final Path dir;

    Fragments(Document document, Path dir) {
        this.document = document;
        this.dir = dir;
    }

    /** Returns the source: the imports of the preamble, its declarations, and a method for each fragment. */
    String source() {
        String imports = preambleLines(true);
        String methods = document.fragments().stream()
                .map(each -> "static void line%d() throws Exception {%n%s}%n".formatted(each.line(), each.code()))
                .collect(Collectors.joining("\n"));
        return "%s%npublic final class %s {%n%s%n%s}%n".formatted(imports, CLASS, preambleLines(false), methods);
    }

    private String preambleLines(boolean imports) {
        return document.preamble()
                .lines()
                .filter(each -> each.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }

    void compile() throws IOException {
        Path source = Files.writeString(dir.resolve(CLASS + ".java"), source());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    dir.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new AssertionError(problems.getDiagnostics().stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .map(each -> describe(each, source))
                        .collect(Collectors.joining("\n", document + ": a snippet does not compile\n", "")));
            }
        }
    }

    private static String describe(Diagnostic<?> problem, Path source) {
        try {
            String line = Files.readAllLines(source).get((int) problem.getLineNumber() - 1);
            return problem.getMessage(null) + "\n    " + line.strip();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + source, e);
        }
    }

    /** Runs each fragment, in the order of the document. */
    void run() throws Exception {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> compiled = classes.loadClass(CLASS);
            for (Block fragment : document.fragments()) {
                run(compiled.getDeclaredMethod("line" + fragment.line()), fragment);
            }
        }
    }

    private void run(Method method, Block fragment) throws IllegalAccessException {
        method.setAccessible(true);
        try {
            method.invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "%s:%d: the snippet compiles, but throws %s".formatted(document, fragment.line(), e.getCause()),
                    e.getCause());
        }
    }
}
