using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

/// <summary>
/// Finds the functions of an app by their attributes, as the worker's source generators do at build time. It is equally
/// strict, so that an error shows when the host starts and not at the first call.
/// </summary>
public static class FunctionDiscovery
{
    /// <summary>The public classes of <paramref name="assembly"/> with at least one <c>[Function]</c> method.</summary>
    public static IReadOnlyList<Type> ClassesIn(Assembly assembly) =>
        [
            .. assembly
                .GetExportedTypes()
                .Where(type =>
                    type is { IsClass: true } and not { IsAbstract: true, IsSealed: false } && MethodsOf(type).Any()
                ),
        ];

    /// <summary>The functions of <paramref name="classes"/>, by name.</summary>
    /// <exception cref="HostCannotStartException">This host cannot run the declaration of a function.</exception>
    public static IReadOnlyList<Function> Find(IEnumerable<Type> classes)
    {
        var functions = new SortedDictionary<string, Function>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in classes.SelectMany(MethodsOf))
        {
            var function = Describe(method);
            if (!functions.TryAdd(function.Name, function))
            {
                throw new HostCannotStartException($"Two functions have the name '{function.Name}'. Rename one.");
            }
        }

        return [.. functions.Values];
    }

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(method => method.IsDefined(typeof(FunctionAttribute)));

    private static Function Describe(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        if (!IsName(name))
        {
            throw new HostCannotStartException(
                $"'{name}' is no function name: a letter, then up to 127 letters, digits, '-' or '_'."
            );
        }

        var triggers = method.GetParameters().Select(parameter => TriggerOf(parameter, name)).OfType<TriggerBinding>();
        return triggers.ToArray() is [var trigger]
            ? new Function(name, trigger, FunctionCompiler.Compile(name, method, trigger))
            : throw new HostCannotStartException(
                $"Function '{name}' needs exactly one parameter with a trigger that this host knows: [HttpTrigger], [TimerTrigger] or [QueueTrigger]."
            );
    }

    private static TriggerBinding? TriggerOf(ParameterInfo parameter, string functionName)
    {
        if (parameter.GetCustomAttribute<HttpTriggerAttribute>() is { } http)
        {
            return new HttpBinding(
                parameter.Name!,
                RouteOf(http, functionName),
                [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())],
                http.AuthLevel
            );
        }

        if (parameter.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
        {
            return new TimerBinding(parameter.Name!, timer.Schedule, timer.UseMonitor, timer.RunOnStartup);
        }

        return parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue
            ? new QueueBinding(parameter.Name!, queue.QueueName, queue.Connection)
            : null;
    }

    private static string RouteOf(HttpTriggerAttribute http, string functionName)
    {
        var route = string.IsNullOrEmpty(http.Route) ? functionName : http.Route.Trim('/');
        try
        {
            RoutePatternFactory.Parse(route);
            return route;
        }
        catch (RoutePatternException e)
        {
            throw new HostCannotStartException($"Function '{functionName}' has a malformed route: {e.Message}", e);
        }
    }

    // The real host's rule. Names are used in paths of admin calls and of files, so no other characters are allowed.
    private static bool IsName(string name) =>
        name is { Length: > 0 and <= 128 }
        && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
