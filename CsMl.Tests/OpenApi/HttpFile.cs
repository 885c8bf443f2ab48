using System.Text.RegularExpressions;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// The requests of a file for the HTTP clients of Visual Studio, VS Code and JetBrains: parted by <c>###</c>, with
/// variables, and with values of earlier answers.
/// </summary>
internal sealed partial class HttpFile(string text)
{
    private readonly Dictionary<string, string> _variables = Variable()
        .Matches(text)
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);

    public IReadOnlyList<HttpFileRequest> Requests { get; } =
    [.. text.ReplaceLineEndings("\n").Split("\n###").Select(Read).OfType<HttpFileRequest>()];

    /// <summary>The text with variables and answers' values in place.</summary>
    /// <param name="answered">The value of a reference such as <c>cta.response.body.$.data.id</c>.</param>
    public string Fill(string text, Func<string, string> answered)
    {
        while (Placeholder().Match(text) is { Success: true } found)
        {
            var name = found.Groups["name"].Value;
            text = text.Replace(
                found.Value,
                _variables.GetValueOrDefault(name) ?? answered(name),
                StringComparison.Ordinal
            );
        }

        return text;
    }

    private static HttpFileRequest? Read(string block)
    {
        var name = RequestName().Match(block).Groups["name"].Value;
        var lines = block.Split('\n').ToList();
        var first = lines.FindIndex(line => RequestLine().IsMatch(line));
        if (first < 0)
        {
            return null;
        }

        var parts = lines[first].Split(' ', 2);
        var headers = lines.Skip(first + 1).TakeWhile(line => line.Trim().Length > 0).ToList();
        var body = string.Join('\n', lines.Skip(first + 1 + headers.Count)).Trim();
        return new HttpFileRequest(
            name,
            parts[0],
            parts[1],
            [.. headers.Select(h => h.Split(": ", 2)).Select(h => (h[0], h[1]))],
            body.Length == 0 ? null : body
        );
    }

    [GeneratedRegex("^@(?<name>[a-z]+) = (?<value>.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(?<name>[^{}]+)}}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^# @name (?<name>[a-z]+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex RequestName();

    [GeneratedRegex("^[A-Z]+ [^ ]+$", RegexOptions.NonBacktracking)]
    private static partial Regex RequestLine();
}
