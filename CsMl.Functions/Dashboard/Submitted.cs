using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>What became of a form.</summary>
/// <param name="Problem">Why nothing was changed; null if it was.</param>
/// <param name="Next">The address that the browser then asks for.</param>
internal sealed record Submitted(ApiProblem? Problem, string Next = "")
{
    public static implicit operator Submitted(ApiProblem problem) => new(problem);

    /// <param name="page">The address of a page, without a message.</param>
    /// <param name="done">Names the message: a word of <see cref="Notice"/>.</param>
    public static Submitted Then(string page, string done)
    {
        var separator = page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return new Submitted(null, $"{page}{separator}{Notice.Parameter}={done}");
    }
}
