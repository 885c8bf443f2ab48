using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>The message about an invalid line: <c>line 17: activities[3].date: is not a date; …</c></summary>
internal static class InvalidLine
{
    public static string Text(long line, IReadOnlyList<FieldError> errors) =>
        $"line {line}: {string.Join("; ", errors)}";
}
