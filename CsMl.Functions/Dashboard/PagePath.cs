using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>The addresses of the pages.</summary>
internal static class PagePath
{
    /// <summary>Relative to the host's route prefix.</summary>
    public const string Route = "dashboard";

    /// <summary>The first page, with the route prefix of host.json.</summary>
    public const string Home = "/api/dashboard";

    public const string Portfolio = Home + "/portfolio";

    public const string SignIn = Home + "/sign-in";

    public const string SignOut = Home + "/sign-out";

    /// <summary>Finds accounts by id or name.</summary>
    public const string Find = Home + "/accounts";

    /// <summary>The form to sign in, which leads back to a page.</summary>
    public static string SignInFrom(HttpRequest request)
    {
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : Home;
        return back == Home ? SignIn : $"{SignIn}?return={Uri.EscapeDataString(back)}";
    }

    public static string Account(string id) => $"{Home}/accounts/{Uri.EscapeDataString(id)}";

    /// <summary>True for the address of a page of this app: no other site and no other path.</summary>
    public static bool IsPage(string? path) =>
        path is not null
        && (
            path == Home
            || path.StartsWith(Home + "/", StringComparison.Ordinal)
            || path.StartsWith(Home + "?", StringComparison.Ordinal)
        )
        && path.All(c => c is > ' ' and <= '~' and not '\\');
}
