using System.Text;
using CsMl.Core.Json;
using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>
/// The only way to the terminal, so that customer data can never act on it (<see cref="PrintableText"/>). A text
/// written as a line is always one line.
/// </summary>
internal sealed class TerminalWriter(TextWriter inner, bool isTerminal) : TextWriter(inner.FormatProvider)
{
    /// <summary>
    /// The app's own colours and cursor movements bypass this writer; the text in them is sanitized before.
    /// </summary>
    private readonly TextWriter _inner = inner;

    public static TerminalWriter Output() => new(Console.Out, !Console.IsOutputRedirected);

    public static TerminalWriter Error() => new(Console.Error, !Console.IsErrorRedirected);

    /// <summary>Returns the writer itself if it is already one.</summary>
    public static TerminalWriter Around(TextWriter writer) =>
        writer as TerminalWriter ?? new TerminalWriter(writer, isTerminal: false);

    /// <summary>True if the output is a terminal.</summary>
    public bool IsTerminal => isTerminal;

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>A console for tables, colours and progress, as far as the terminal supports them.</summary>
    public IAnsiConsole CreateConsole() =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(isTerminal ? _inner : this),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            }
        );

    /// <summary>A text as part of console output, with markup escaped.</summary>
    public static string Cell(string text) => Markup.Escape(PrintableText.Of(text));

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => _inner.Write(PrintableText.Lines(value ?? ""));

    public override void WriteLine() => _inner.WriteLine();

    public override void WriteLine(string? value) => _inner.WriteLine(PrintableText.Of(value ?? ""));

    public override void WriteLine(char[]? buffer) => WriteLine(new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    public override Task WriteAsync(char value) => WriteAsync(value.ToString());

    public override Task WriteAsync(string? value) => _inner.WriteAsync(PrintableText.Lines(value ?? ""));

    public override Task WriteLineAsync(string? value) => _inner.WriteLineAsync(PrintableText.Of(value ?? ""));

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync() => _inner.FlushAsync();
}
