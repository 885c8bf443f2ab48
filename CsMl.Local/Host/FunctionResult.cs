using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace CsMl.Local.Host;

/// <summary>
/// Converts the allowed return types of a function (nothing, a result, or a task of either) to one type.
/// </summary>
internal static class FunctionResult
{
    public static Expression Unify(string name, TriggerBinding trigger, MethodCallExpression call)
    {
        var type = call.Type;
        var result = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        return type switch
        {
            _ when type == typeof(void) => Expression.Block(call, Expression.Default(typeof(ValueTask<IResult?>))),
            _ when type == typeof(Task) => Through(nameof(OfTaskAsync), call),
            _ when type == typeof(ValueTask) => Through(nameof(OfValueTaskAsync), call),
            // A result of a timer or queue function has no receiver, because this host has no output bindings.
            _ when trigger is not HttpBinding => throw Unsupported(name, type, "nothing, Task or ValueTask"),
            _ when IsResult(type) => Through(nameof(Of), Expression.Convert(call, typeof(IResult))),
            _ when IsResult(result) && type.GetGenericTypeDefinition() == typeof(Task<>) => Through(
                nameof(OfTaskOfAsync),
                call,
                result!
            ),
            _ when IsResult(result) && type.GetGenericTypeDefinition() == typeof(ValueTask<>) => Through(
                nameof(OfValueTaskOfAsync),
                call,
                result!
            ),
            _ => throw Unsupported(name, type, "nothing, IResult, a typed result, or a task of one of these"),
        };
    }

    private static bool IsResult(Type? type) => type?.IsAssignableTo(typeof(IResult)) == true;

    private static MethodCallExpression Through(string method, Expression call, params Type[] result)
    {
        var adapter = typeof(FunctionResult).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return Expression.Call(result.Length == 0 ? adapter : adapter.MakeGenericMethod(result), call);
    }

    private static ValueTask<IResult?> Of(IResult? result) => new(result);

    private static async ValueTask<IResult?> OfTaskAsync(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<IResult?> OfValueTaskAsync(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<IResult?> OfTaskOfAsync<T>(Task<T> task)
        where T : IResult => await task;

    private static async ValueTask<IResult?> OfValueTaskOfAsync<T>(ValueTask<T> task)
        where T : IResult => await task;

    private static HostCannotStartException Unsupported(string name, Type type, string supported) =>
        new($"Function '{name}' returns {type.Name}, which this host cannot use. It may return {supported}.");
}
