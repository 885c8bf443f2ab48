using Microsoft.AspNetCore.Routing.Patterns;

namespace CsMl.Local.Host.Http;

/// <summary>
/// Detects two functions with the same route and method at start, because routing would fail every call to them.
/// </summary>
internal static class RouteClash
{
    private const string AnyMethod = "*";

    public static void Check(IEnumerable<Function> functions)
    {
        var taken = new List<(string Shape, string Method, string Function)>();
        foreach (var (name, trigger, _) in functions)
        {
            if (trigger is not HttpBinding http)
            {
                continue;
            }

            var shape = ShapeOf(http.Route);
            foreach (var method in http.Methods.Count == 0 ? [AnyMethod] : http.Methods)
            {
                var other = taken.Find(t => t.Shape == shape && t.Method == method);
                if (other.Function is not null)
                {
                    throw new HostCannotStartException(
                        $"The functions '{other.Function}' and '{name}' both answer {method} on the route '{http.Route}'. Change one."
                    );
                }

                taken.Add((shape, method, name));
            }
        }
    }

    // Routes that differ only in case or in parameter names match the same paths.
    private static string ShapeOf(string route) =>
        string.Join(
            '/',
            RoutePatternFactory
                .Parse(route)
                .PathSegments.Select(segment =>
                    string.Concat(
                        segment.Parts.Select(part =>
                            part switch
                            {
                                RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
                                RoutePatternSeparatorPart separator => separator.Content,
                                RoutePatternParameterPart { ParameterPolicies.Count: > 0 } constrained =>
                                    $"{{{string.Join(':', constrained.ParameterPolicies.Select(policy => policy.Content))}}}",
                                _ => "{}",
                            }
                        )
                    )
                )
        );
}
