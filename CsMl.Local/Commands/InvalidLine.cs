using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>How a command tells of a line that is no account: <c>line 17: activities[3].date: is not a date; …</c></summary>
internal static class InvalidLine
{
    public static string Text(long line, IReadOnlyList<FieldError> errors) =>
        $"line {line}: {string.Join("; ", errors)}";
}
