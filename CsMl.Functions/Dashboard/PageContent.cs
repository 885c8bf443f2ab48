using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>A page without what all pages have in common.</summary>
/// <param name="Title">Its heading, and its name in the browser.</param>
/// <param name="Main">What follows the heading.</param>
internal sealed record PageContent(string Title, Html Main)
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>In place of the heading; nothing for the title as a heading.</summary>
    public Html Heading { get; init; }
}
