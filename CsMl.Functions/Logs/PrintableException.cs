using System.Text;
using CsMl.Core.Json;

namespace CsMl.Functions.Logs;

/// <summary>
/// Replaces an exception in the log if its message, or that of an inner exception, could forge a line or control a
/// terminal.
/// </summary>
internal sealed class PrintableException : Exception
{
    private readonly Exception _original;

    private PrintableException(Exception original)
        : base($"{original.GetType().FullName}: {PrintableText.Of(original.Message)}", Of(original.InnerException)) =>
        _original = original;

    /// <summary>Returns the exception itself if it is printable.</summary>
    public static Exception? Of(Exception? exception) =>
        exception is null || IsPrintable(exception) ? exception : new PrintableException(exception);

    public override string? StackTrace => _original.StackTrace;

    /// <summary>Each exception on a line, followed by its stack trace, in the usual format of exceptions.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message);
        if (InnerException is not null)
        {
            text.Append("\n ---> ").Append(InnerException).Append("\n   --- End of inner exception stack trace ---");
        }

        return StackTrace is null ? text.ToString() : text.Append('\n').Append(StackTrace).ToString();
    }

    private static bool IsPrintable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (PrintableText.Of(e.Message) != e.Message)
            {
                return false;
            }
        }

        return exception is not AggregateException many || many.InnerExceptions.All(IsPrintable);
    }
}
